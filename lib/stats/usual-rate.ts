import { type CountRange, usualCounts } from './usual-counts';

/** A median absolute deviation times this is the standard deviation of a normal distribution. */
const MAD_TO_DEVIATION = 1.4826;
/** Below so many calls an hour the median of a few hours says little: there the mean counts, up to as many. */
const FEW_AN_HOUR = 5;
/** Traffic varies by this share from week to week whatever a few weeks happen to show. */
const LEAST_SHARE = 0.05;

/** What hours of one kind are like. */
export interface UsualHour {
  /** Calls of such an hour. */
  calls: number;
  /** Standard deviation of the calls from one such hour to the next. */
  deviation: number;
}

export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  const [low, high] = [sorted[half - 1] ?? 0, sorted[half] ?? 0];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
}

/**
 * The usual hour among the calls of like hours: their median and 1.4826 × median absolute deviation (Huber, Robust
 * Statistics, 5.1), so that an attack in one of four weeks moves neither. Of few calls the mean, half a call added.
 */
export function usualHour(calls: readonly number[]): UsualHour {
  const median = medianOf(calls);
  const mean = (calls.reduce((sum, count) => sum + count, 0) + 0.5) / Math.max(1, calls.length);
  const deviation = MAD_TO_DEVIATION * medianOf(calls.map((count) => Math.abs(count - median)));
  return { calls: median >= FEW_AN_HOUR ? median : Math.max(median, Math.min(mean, FEW_AN_HOUR)), deviation };
}

/**
 * How much more than chance the calls of short steps vary within an hour: the median, over hours, of variance / mean of their
 * steps (index of dispersion; 1 = Poisson), never less than 1. `hours` holds the calls of each step, hour by hour.
 */
export function dispersionOf(hours: readonly (readonly number[])[]): number {
  const indices = hours.flatMap((steps) => {
    const mean = steps.reduce((sum, count) => sum + count, 0) / steps.length;
    if (steps.length < 2 || mean === 0) return [];
    return [steps.reduce((sum, count) => sum + (count - mean) ** 2, 0) / (steps.length - 1) / mean];
  });
  return Math.max(1, medianOf(indices));
}

/**
 * The same hours with what varies between them beyond chance: variance less what calls of one rate vary by themselves. No
 * hour's share of it is less than that of the middle hour, nor than 5 percent: a few weeks can be alike by chance.
 */
export function steadied(hours: readonly UsualHour[], dispersion: number): UsualHour[] {
  const between = hours.map(({ calls, deviation }) => Math.sqrt(Math.max(0, deviation ** 2 - dispersion * calls)));
  const shares = hours.flatMap(({ calls }, index) => (calls > 0 ? [(between[index] ?? 0) / calls] : []));
  const share = Math.max(LEAST_SHARE, medianOf(shares));
  return hours.map(({ calls }, index) => ({ calls, deviation: Math.max(between[index] ?? 0, share * calls) }));
}

/** Fewer hours do not tell whether the level has changed. */
const LEAST_LEVEL_HOURS = 24;

/**
 * By which factor hours lie above what was usual in them: their median ratio, so that what lasts for less than half of them
 * moves nothing. 1 where there are too few with calls enough to compare, and after a silence of half of them, which is no level.
 */
export function levelOf(hours: readonly { calls: number; usual: number }[]): number {
  const ratios = hours.flatMap(({ calls, usual }) => (usual >= FEW_AN_HOUR ? [calls / usual] : []));
  const level = ratios.length < LEAST_LEVEL_HOURS ? 1 : medianOf(ratios);
  return level > 0 ? level : 1;
}

/** What of an hour falls into a step, and how its calls scatter: law of total variance of a Poisson rate that varies. */
export function usualOfStep(
  { calls, deviation }: UsualHour,
  { hours, dispersion }: { hours: number; dispersion: number },
): CountRange & { mean: number } {
  const mean = calls * hours;
  return { mean, ...usualCounts(mean, dispersion * mean + (deviation * hours) ** 2) };
}
