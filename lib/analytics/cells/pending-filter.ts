import type { EnvironmentTotals, PendingTotals } from '../../rollups';
import type { Segment } from '../../storage';

export const SECONDS_PER_MINUTE = 60;
const MS_PER_MINUTE = 60_000;

/** The totals of the chosen environments. */
export function environmentsOf(pending: readonly PendingTotals[], ids: readonly number[]): EnvironmentTotals[] {
  return pending.flatMap(({ environments }) => ids.flatMap((id) => environments.get(id) ?? []));
}

/** First and last minutes (since the epoch) of stretches that are read from tiers, those that follow each other as one. */
export function tierSpans(segments: readonly Segment[]): { from: number; to: number }[] {
  const spans: { from: number; to: number }[] = [];
  for (const { source, ...range } of segments) {
    if (source === 'raw') continue;
    const [from, to] = [range.from.getTime() / MS_PER_MINUTE, range.to.getTime() / MS_PER_MINUTE];
    const last = spans.at(-1);
    if (last?.to === from) last.to = to;
    else spans.push({ from, to });
  }
  return spans;
}

/** Is the minute (since the epoch) in a part that is read from tiers? Calls of the raw parts are read from the table. */
export function inTiers(segments: readonly Segment[]): (minute: number) => boolean {
  const spans = tierSpans(segments);
  const [first, ...others] = spans;
  if (!first) return () => false;
  if (others.length === 0) return (minute) => minute >= first.from && minute < first.to;
  return (minute) => spans.some(({ from, to }) => minute >= from && minute < to);
}

/** Start, in seconds, of the bucket of a minute; 0 without a step. */
export function bucketOf(minute: number, stepSeconds: number | null): number {
  if (stepSeconds === null) return 0;
  return Math.floor((minute * SECONDS_PER_MINUTE) / stepSeconds) * stepSeconds;
}
