import type { RateHeadroom } from '../../lib/shared';

const HOUR_MS = 3_600_000;

type Counted = Pick<RateHeadroom, 'byHour' | 'countedFrom'>;

interface Range {
  fromMs: number;
  toMs: number;
}

export interface PeakStep {
  /** Start of the step. */
  at: string;
  /** The highest peak of its hours; null where the policy did not count. */
  peak: number | null;
}

/** The shortest step of whole hours that cuts a range into at most so many. */
export function stepOfAtMost(count: number, { fromMs, toMs }: Range): number {
  return Math.max(1, Math.ceil((toMs - fromMs) / HOUR_MS / count)) * HOUR_MS;
}

/** The peaks of the hours of a range by step, a multiple of an hour; hours of which nothing was counted are 0. */
export function peakSteps({ byHour, countedFrom }: Counted, range: Range & { stepMs: number }): PeakStep[] {
  const { stepMs } = range;
  const first = Math.floor(range.fromMs / stepMs) * stepMs;
  const since = countedFrom === null ? Infinity : Date.parse(countedFrom);
  const steps = Array.from({ length: Math.ceil((range.toMs - first) / stepMs) }, (_, index) => ({
    at: first + index * stepMs,
    peak: first + (index + 1) * stepMs > since ? 0 : null,
  }));
  for (const { at, peak } of byHour) {
    const step = steps[Math.floor((Date.parse(at) - first) / stepMs)];
    if (step) step.peak = Math.max(step.peak ?? 0, peak);
  }
  return steps.map(({ at, peak }) => ({ at: new Date(at).toISOString(), peak }));
}
