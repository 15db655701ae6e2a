import { FLAG, loginOutcomeOf, SIGNAL, TRAIT } from '../shared';
import { callerKey, networkOf } from './network';

/** A stored signal as the fold reads it. */
export interface Signal {
  /** Epoch milliseconds of the finish, with a fraction. */
  atMs: number;
  /** One of SIGNAL. */
  kind: number;
  environmentId: number;
  endpointId: number;
  userAgentId: number;
  status: number;
  /** Bits of TRAIT. */
  traits: number;
  /** Canonical text of the address. */
  caller: string | null;
  /** Hexadecimal accountHash. */
  account: string | null;
  /** A login attempt: the flags of the call. */
  value: number | null;
}

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
