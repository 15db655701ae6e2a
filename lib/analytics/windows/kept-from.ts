import type { Metric } from '../../shared';
import { TIER_DAYS, type TierKeeps } from '../../storage';
import { keptSinceMs } from '../range/segments';
import { MINUTE_MS } from './minutes';

/** Which tier tells of a metric, minute by minute. */
export type MetricSource = 'endpoint' | 'consumer' | 'distinct' | 'heartbeat';

export function sourceOf({ measure, filters }: Metric): MetricSource {
  if (measure === 'heartbeat_age_seconds') return 'heartbeat';
  if (measure === 'consumers') return 'distinct';
  return filters.consumer === undefined ? 'endpoint' : 'consumer';
}

/** Days that the rollups of a source are kept. */
function daysOf(source: Exclude<MetricSource, 'heartbeat'>, { minuteDays, hourDays }: TierKeeps): number {
  if (source === 'consumer') return TIER_DAYS.consumerMinute;
  return source === 'endpoint' ? Math.min(minuteDays, TIER_DAYS.endpointMinute) : hourDays;
}

/** Since when the minutes of a source are kept; of heartbeats there is only the latest. */
export function minutesSinceMs(
  source: Exclude<MetricSource, 'heartbeat'>,
  { now, keeps }: { now: Date; keeps: TierKeeps },
): number {
  return Math.ceil(keptSinceMs(now, daysOf(source, keeps)) / MINUTE_MS) * MINUTE_MS;
}

/** End of the first window whose minutes are all kept; null for what has no past. */
export function keptFromMs(metric: Metric, at: { now: Date; keeps: TierKeeps }): number | null {
  const source = sourceOf(metric);
  return source === 'heartbeat' ? null : minutesSinceMs(source, at) + metric.windowSeconds * 1000;
}
