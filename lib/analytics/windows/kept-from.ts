import type { Metric } from '../../shared';
import { TIER_DAYS } from '../../storage';
import { keptSinceMs } from '../range/segments';
import { MINUTE_MS } from './minutes';

/** Which tier tells of a metric, minute by minute. */
export type MetricSource = 'endpoint' | 'consumer' | 'distinct' | 'heartbeat';

export function sourceOf({ measure, filters }: Metric): MetricSource {
  if (measure === 'heartbeat_age_seconds') return 'heartbeat';
  if (measure === 'consumers') return 'distinct';
  return filters.consumer === undefined ? 'endpoint' : 'consumer';
}

const DAYS = { endpoint: TIER_DAYS.endpointMinute, consumer: TIER_DAYS.consumerMinute, distinct: TIER_DAYS.hour };

/** Since when the minutes of a source are kept; of heartbeats there is only the latest. */
export function minutesSinceMs(source: Exclude<MetricSource, 'heartbeat'>, now: Date): number {
  return Math.ceil(keptSinceMs(now, DAYS[source]) / MINUTE_MS) * MINUTE_MS;
}

/** End of the first window whose minutes are all kept; null for what has no past. */
export function keptFromMs(metric: Metric, now: Date): number | null {
  const source = sourceOf(metric);
  return source === 'heartbeat' ? null : minutesSinceMs(source, now) + metric.windowSeconds * 1000;
}
