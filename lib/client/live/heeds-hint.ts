/** The part of a query's state that tells whether a hint should make it ask again. */
export interface QueryLook {
  data: unknown;
  fetchStatus: 'fetching' | 'paused' | 'idle';
  /** Failures of the fetch that runs, or of the last one. */
  fetchFailureCount: number;
  errorUpdatedAt: number;
}

/** What could not be read stays said for this long, so that a person can read it and copy its details. */
const SAID_MS = 10_000;

/**
 * Whether a hint makes a query ask again. Not while it tries again after a failure: with calls each second it would begin
 * anew each second and never fail. Not right after it failed with nothing to show.
 */
export function heedsHint({ data, fetchStatus, fetchFailureCount, errorUpdatedAt }: QueryLook, nowMs: number): boolean {
  if (fetchFailureCount === 0) return true;
  if (fetchStatus === 'fetching') return false;
  return data !== undefined || nowMs - errorUpdatedAt >= SAID_MS;
}
