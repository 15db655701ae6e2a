import { FLAG, loginOutcomeOf, SIGNAL } from '../shared';

interface CallFacts {
  status: number;
  /** Bits of FLAG. */
  flags: number;
  /** -1 = none. */
  retryAfterSeconds: number;
}

/**
 * The signal that a call gives to the detectors: its kind (one of SIGNAL) and value (a login attempt: the flags; a 429:
 * seconds of Retry-After). Null for a call that no detector looks at, and for one that a response action of ours refused.
 */
export function signalOf(call: CallFacts): { kind: number; value: number | null } | null {
  if ((call.flags & FLAG.enforced) !== 0) return null;
  if (call.status === 429) {
    return { kind: SIGNAL.rateLimited, value: call.retryAfterSeconds < 0 ? null : call.retryAfterSeconds };
  }
  if (loginOutcomeOf(call.flags) !== null) return { kind: SIGNAL.login, value: call.flags };
  if ((call.flags & FLAG.suspicious) !== 0) return { kind: SIGNAL.suspicious, value: null };
  if (call.status === 401 || call.status === 403) return { kind: SIGNAL.unauthorized, value: null };
  if (call.status === 404) return { kind: SIGNAL.notFound, value: null };
  return null;
}
