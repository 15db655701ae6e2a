import type { Segment, TierKeeps } from '../../storage';
import { keptDaysSinceMs, keptSinceMs, TIER_DAYS } from '../../storage';
import { cover } from './cover';
import type { Range } from './params';

const DAY_MS = 86_400_000;

export interface SegmentOptions {
  now: Date;
  /** Null: the range is one bucket. */
  stepSeconds: number | null;
  keeps: TierKeeps;
}

/** From when on minutes of endpoints are there: as long as they are kept, and none was deleted while that was less. */
export const minutesSinceMs = (now: Date, { minuteDays, minutesSince }: TierKeeps): number =>
  Math.max(keptSinceMs(now, Math.min(minuteDays, TIER_DAYS.endpointMinute)), minutesSince?.getTime() ?? -Infinity);

/** The same of hours. */
export const hoursSinceMs = (now: Date, { hourDays, hoursSince }: TierKeeps): number =>
  Math.max(keptSinceMs(now, hourDays), hoursSince?.getTime() ?? -Infinity);

/** The first whole day that the days of a project still tell. */
export function daysSince(now: Date, { dayDays }: TierKeeps): number {
  return Math.ceil((now.getTime() - dayDays * DAY_MS) / DAY_MS) * DAY_MS;
}

/** What lies before the first day that is kept is left out: nothing of it is told, deleted or not yet. */
function segmentsOf({ from, to }: Range, { now, stepSeconds, keeps }: SegmentOptions, minutesMs: number): Segment[] {
  const kept = new Date(Math.max(from.getTime(), daysSince(now, keeps)));
  if (kept >= to) return [];
  return cover(kept, to, {
    largestMs: stepSeconds === null ? Number.POSITIVE_INFINITY : stepSeconds * 1000,
    minutesSinceMs: minutesMs,
    hoursSinceMs: hoursSinceMs(now, keeps),
  });
}

/** The parts of a range by the endpoint tiers; minutes that are gone are read from calls. */
export const endpointSegments = (range: Range, options: SegmentOptions): Segment[] =>
  segmentsOf(range, options, minutesSinceMs(options.now, options.keeps));

/** The parts of a range by the consumer tiers. */
export const consumerSegments = (range: Range, options: SegmentOptions): Segment[] =>
  segmentsOf(range, options, keptDaysSinceMs(options.now, TIER_DAYS.consumerMinute));

/** From when on hours of callers, and of pairs of consumer and caller, can be relied on. */
export const callerHoursSince = (now: Date): number => keptSinceMs(now, TIER_DAYS.callerHour);

/** The parts of a range by the caller tiers, which have no minutes. */
export const callerSegments = ({ from, to }: Range, now: Date): Segment[] =>
  cover(from, to, {
    largestMs: Number.POSITIVE_INFINITY,
    minutesSinceMs: Number.POSITIVE_INFINITY,
    hoursSinceMs: callerHoursSince(now),
  });
