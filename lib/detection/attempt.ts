import { FLAG, loginOutcomeOf, SIGNAL, TRAIT, type Signal } from '../shared';
import { callerKey, networkOf } from './network';

/** A login attempt that may be evidence. */
export interface Attempt {
  atMs: number;
  environmentId: number;
  endpointId: number;
  clientId: number;
  /** The address, or the /64 of an IPv6 one: whoever has one address of a /64 has them all. */
  caller: string | null;
  network: string | null;
  account: string | null;
  succeeded: boolean;
  backfill: boolean;
}

/** An attempt whose account is known. */
export type NamedAttempt = Attempt & { account: string };

export function isNamed(attempt: Attempt): attempt is NamedAttempt {
  return attempt.account !== null;
}

/** The attempt in a signal; null for what is no evidence: other signals, unknown outcomes, 429, our own refusals. */
export function attemptOf(signal: Signal): Attempt | null {
  if (signal.kind !== SIGNAL.login || signal.status === 429) return null;
  const flags = signal.value ?? 0;
  const outcome = loginOutcomeOf(flags);
  if (outcome === null || outcome === 'unknown' || (flags & FLAG.enforced) !== 0) return null;
  return {
    atMs: signal.atMs,
    environmentId: signal.environmentId,
    endpointId: signal.endpointId,
    clientId: signal.userAgentId,
    caller: signal.caller === null ? null : callerKey(signal.caller),
    network: signal.caller === null ? null : networkOf(signal.caller),
    account: signal.account,
    succeeded: outcome === 'success',
    backfill: (signal.traits & TRAIT.backfill) !== 0,
  };
}
