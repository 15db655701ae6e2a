import type { EnvironmentTotals, PendingTotals } from '../../rollups';
import type { Segment } from '../../storage';

export const SECONDS_PER_MINUTE = 60;
const MS_PER_MINUTE = 60_000;

/** The totals of the chosen environments. */
export function environmentsOf(pending: readonly PendingTotals[], ids: readonly number[]): EnvironmentTotals[] {
  return pending.flatMap(({ environments }) => ids.flatMap((id) => environments.get(id) ?? []));
}

/** Is the minute (since the epoch) in a part that is read from tiers? Calls of the raw parts are read from the table. */
export function inTiers(segments: readonly Segment[]): (minute: number) => boolean {
  const spans = segments
    .filter(({ source }) => source !== 'raw')
    .map(({ from, to }) => [from.getTime() / MS_PER_MINUTE, to.getTime() / MS_PER_MINUTE] as const);
  return (minute) => spans.some(([from, to]) => minute >= from && minute < to);
}

/** Start, in seconds, of the bucket of a minute; 0 without a step. */
export function bucketOf(minute: number, stepSeconds: number | null): number {
  if (stepSeconds === null) return 0;
  return Math.floor((minute * SECONDS_PER_MINUTE) / stepSeconds) * stepSeconds;
}
