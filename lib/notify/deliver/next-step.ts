import type { Outcome } from './outcome';

/** Waits before attempts 2 to 8; the first is made at once. */
export const RETRY_DELAYS_MS = [5, 300, 1_800, 7_200, 18_000, 36_000, 36_000].map((seconds) => seconds * 1_000);
const REFUSED_FOR_MS = 30 * 60_000;
const JITTER = 0.1;

export interface StepInput {
  outcome: Outcome;
  /** Attempts before this one. */
  attemptsBefore: number;
  firstAttemptAt: Date;
  /** A test is tried once: someone waits for the answer. */
  once: boolean;
  now: Date;
  /** From 0 up to 1. */
  random: number;
}

export type Step =
  | { state: 'sent'; nextAttemptAt: null }
  | { state: 'retrying'; nextAttemptAt: Date }
  | { state: 'failed'; nextAttemptAt: null; disableChannel: boolean };

const failed = (disableChannel: boolean): Step => ({ state: 'failed', nextAttemptAt: null, disableChannel });

/**
 * What follows an attempt. The schedule is 0 s, 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 10 h with up to 10 % more; never
 * earlier than a Retry-After asks. A refused message gets its last try 30 minutes after the first.
 */
export function nextStep({ outcome, attemptsBefore, firstAttemptAt, once, now, random }: StepInput): Step {
  if (outcome.accepted) return { state: 'sent', nextAttemptAt: null };
  if (outcome.fault === 'gone') return failed(true);
  const delayMs = RETRY_DELAYS_MS[attemptsBefore];
  if (outcome.fault === 'unsendable' || once || delayMs === undefined) return failed(false);
  const waitMs = Math.max(delayMs * (1 + JITTER * random), outcome.retryAfterMs ?? 0);
  const at = now.getTime() + waitMs;
  if (outcome.fault === 'temporary') return { state: 'retrying', nextAttemptAt: new Date(at) };
  const lastAt = firstAttemptAt.getTime() + REFUSED_FOR_MS;
  if (now.getTime() >= lastAt) return failed(false);
  return { state: 'retrying', nextAttemptAt: new Date(Math.min(at, lastAt)) };
}
