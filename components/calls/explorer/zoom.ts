import type { TimeRange } from '../../charts/scale/time-range';

const MINUTE_MS = 60_000;

/** Twice the range around the same middle, no further than the minute that is running. */
export function zoomedOut({ from, to }: TimeRange, nowMs: number): TimeRange {
  const half = Math.max(MINUTE_MS, (to - from) / 2);
  const end = Math.max(to, Math.ceil(nowMs / MINUTE_MS) * MINUTE_MS);
  return { from: from - half, to: Math.min(to + half, end) };
}
