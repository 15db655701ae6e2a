import { keptDaysSinceMs, TIER_DAYS, TIER_SECONDS } from '../../storage';
import type { Segment, TierKeeps } from '../../storage';
import { hoursSinceMs, minutesSinceMs } from '../range/segments';
import type { RememberedQuery } from './remembered-rows';

/** For fewer endpoints or consumers, rows of all are not read. */
export const WORTH_ALL = 10;
/** A range has some at each end; more would be much to keep, and are read as asked. Of hours, two days. */
const MOST_UNITS = { minute: 120, hour: 48, day: Number.POSITIVE_INFINITY } as const;

/** What a project keeps at a time: parts of an hour or day are told from the whole where all are known to be there. */
export interface KeptSince {
  now?: Date | undefined;
  keeps?: TierKeeps | undefined;
}

interface SegmentQuery extends KeptSince {
  projectId: number;
  environmentIds: readonly number[];
  segment: Segment;
  stepSeconds: number | null;
}

interface Kept {
  now: Date;
  keeps: TierKeeps;
}

/** From when on minutes, and the hours around them, or hours are there. */
function partsSinceMs(of: RememberedQuery['of'], tier: 'minute' | 'hour', { now, keeps }: Kept): number {
  const hours = hoursSinceMs(now, keeps);
  if (tier === 'hour') return hours;
  const minutes = of === 'endpoint' ? minutesSinceMs(now, keeps) : keptDaysSinceMs(now, TIER_DAYS.consumerMinute);
  return Math.max(minutes, hours);
}

/** Are the larger units around the segment kept with all their parts? */
function isWhole(of: RememberedQuery['of'], { now, keeps, segment }: SegmentQuery): boolean {
  const { source: tier, from } = segment;
  if (tier === 'raw' || tier === 'day' || !now || !keeps) return false;
  const ms = TIER_SECONDS[tier === 'minute' ? 'hour' : 'day'] * 1000;
  return Math.floor(from.getTime() / ms) * ms >= partsSinceMs(of, tier, { now, keeps });
}

/** How a segment is remembered with all that was called in it; null when it is too long, or not told by units that are kept. */
export function rememberable(
  of: RememberedQuery['of'],
  query: SegmentQuery,
): Omit<RememberedQuery, 'latency' | 'columns' | 'time'> | null {
  const { projectId, environmentIds, stepSeconds } = query;
  const { source: tier, from, to } = query.segment;
  if (tier === 'raw') return null;
  const whole = isWhole(of, query);
  const units = (to.getTime() - from.getTime()) / 1000 / TIER_SECONDS[tier];
  if (units > MOST_UNITS[tier] || (tier === 'minute' && !whole)) return null;
  const nowSeconds = (query.now?.getTime() ?? 0) / 1000;
  return { projectId, environmentIds, of, tier, from, to, stepSeconds, isWhole: whole, nowSeconds };
}
