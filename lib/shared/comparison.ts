const WEEK_MS = 7 * 86_400_000;

/** What a range is compared with: the same length right before it, or the same time a week (or weeks) ago. */
export const COMPARISONS = ['prev', 'week'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** How far back the other range lies, ms: a longer range than a week goes back so many weeks that they do not overlap. */
export const comparisonShiftMs = (comparison: Comparison, lengthMs: number): number =>
  comparison === 'prev' ? lengthMs : Math.ceil(lengthMs / WEEK_MS) * WEEK_MS;

/**
 * End of what a range is compared with, ms. Where the range still goes on, the other one ends when it had lasted as long, to the
 * nearest unit; with less than a unit of it, the other one is whole.
 */
export function comparedEndMs(
  { fromMs, toMs, shiftMs }: { fromMs: number; toMs: number; shiftMs: number },
  { nowMs, unitMs }: { nowMs: number; unitMs: number },
): number {
  const lastedMs = Math.round((nowMs - shiftMs) / unitMs) * unitMs;
  const goesOn = nowMs < toMs && lastedMs > fromMs - shiftMs;
  return goesOn ? Math.min(lastedMs, toMs - shiftMs) : toMs - shiftMs;
}

/** Whether another period can be compared with one: calls were watched for all of it. Sums over less would tell a rise that is none. */
export const isComparable = ({ from }: { from: Date }, firstCallAt: Date): boolean =>
  firstCallAt.getTime() <= from.getTime();

/** Head of a column that tells the change. */
export const comparisonHead = (comparison: Comparison | null): string =>
  comparison === 'week' ? 'vs last week' : 'vs prev.';

/** "previous 6 h" needs the words of the length; "last week", "4 weeks before". */
export function comparisonWords(comparison: Comparison, lengthMs: number, lengthWords: string): string {
  if (comparison === 'prev') return `previous ${lengthWords}`;
  const weeks = comparisonShiftMs(comparison, lengthMs) / WEEK_MS;
  return weeks === 1 ? 'same time last week' : `same time ${weeks} weeks before`;
}
