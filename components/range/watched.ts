import type { TimeRange } from '../charts/scale/time-range';
import { isGap } from './ingest-gaps';

/** When calls were watched. */
export interface Watch {
  /** When the first call ever came, epoch ms; before it nothing is known, which is not zero. Null while nothing is known of it. */
  sinceMs: number | null;
  /** When no calls were taken. */
  gaps: readonly TimeRange[];
}

interface Step {
  at: string;
}

/** Is a step empty only since nothing was watched in all of it? What came later all the same counts. */
export function isUnwatched(step: Step, stepMs: number, { sinceMs, gaps }: Watch): boolean {
  return Date.parse(step.at) + stepMs <= (sinceMs ?? Number.NEGATIVE_INFINITY) || isGap(step, stepMs, gaps);
}

/** Counts of steps that begin at `times`, epoch ms; null where nothing was watched. */
export const watchedCounts = (
  counts: readonly number[],
  { times, stepMs }: { times: readonly number[]; stepMs: number },
  watch: Watch,
): (number | null)[] =>
  counts.map((calls, index) => {
    const atMs = times[index];
    if (atMs === undefined) return calls;
    const step = { at: new Date(atMs).toISOString(), calls };
    return isUnwatched(step, stepMs, watch) ? null : calls;
  });

/** How long steps were watched by now, ms: none of what comes before the first call ever, lies in a gap, or has not come yet. */
export function watchedMs(
  points: readonly Step[],
  stepMs: number,
  { nowMs, ...watch }: Watch & { nowMs: number },
): number {
  const lengths = points.map((point) => {
    if (isUnwatched(point, stepMs, watch)) return 0;
    const atMs = Date.parse(point.at);
    return Math.max(0, Math.min(atMs + stepMs, nowMs) - Math.max(atMs, watch.sinceMs ?? atMs));
  });
  return lengths.reduce((sum, length) => sum + length, 0);
}
