import type { Range } from '../range/params';

const SECOND_MS = 1_000;

/** How many calls a stretch of time holds. */
export interface Stretch {
  /** Start, seconds since the epoch. */
  at: number;
  calls: number;
}

/**
 * How far back one comes from the end of a range until so many calls are passed, taken as spread evenly over each stretch.
 * Stretches stand newest first; those without a call may be missing.
 */
export function reachOf(
  { from, to }: Range,
  stretches: readonly Stretch[],
  { mostRows, stretchSeconds }: { mostRows: number; stretchSeconds: number },
): Date {
  let rows = 0;
  for (const { at, calls } of stretches) {
    if (rows + calls > mostRows) {
      const endMs = Math.min(to.getTime(), (at + stretchSeconds) * SECOND_MS);
      const seconds = Math.max(1, Math.floor(((mostRows - rows) / calls) * stretchSeconds));
      return new Date(Math.max(from.getTime(), endMs - seconds * SECOND_MS));
    }
    rows += calls;
  }
  return from;
}
