import type { Metric } from '../../shared';
import { keptDaysSinceMs, TIER_DAYS, type TierKeeps } from '../../storage';
import { hoursSinceMs, minutesSinceMs } from '../range/segments';
import { MINUTE_MS } from './minutes';

/** Which tier tells of a metric, minute by minute. */
export type MetricSource = 'endpoint' | 'consumer' | 'distinct' | 'heartbeat';

export function sourceOf({ measure, filters }: Metric): MetricSource {
  if (measure === 'heartbeat_age_seconds') return 'heartbeat';
  if (measure === 'consumers') return 'distinct';
  return filters.consumer === undefined ? 'endpoint' : 'consumer';
}

interface Kept {
  now: Date;
  keeps: TierKeeps;
}

function sinceMs(source: Exclude<MetricSource, 'heartbeat'>, { now, keeps }: Kept): number {
  if (source === 'consumer') return keptDaysSinceMs(now, TIER_DAYS.consumerMinute);
  return source === 'endpoint' ? minutesSinceMs(now, keeps) : hoursSinceMs(now, keeps);
}

/** Since when the minutes of a source are kept; of heartbeats there is only the latest. */
export const sourceSinceMs = (source: Exclude<MetricSource, 'heartbeat'>, kept: Kept): number =>
  Math.ceil(sinceMs(source, kept) / MINUTE_MS) * MINUTE_MS;

/** End of the first window whose minutes are all kept; null for what has no past. */
export function keptFromMs(metric: Metric, at: Kept): number | null {
  const source = sourceOf(metric);
  return source === 'heartbeat' ? null : sourceSinceMs(source, at) + metric.windowSeconds * 1000;
}
