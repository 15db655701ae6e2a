import { MEASURES } from './api/analytics';
import type { Measure } from './api/analytics';

/** What a metric rule can watch: the measures of the series, and some that only rules have. */
export const RULE_MEASURES = [...MEASURES, 'calls_per_minute', 'server_error_ratio', 'heartbeat_age_seconds'] as const;
export type RuleMeasure = (typeof RULE_MEASURES)[number];

export const STATUS_CLASSES = ['2xx', '3xx', '4xx', '5xx'] as const;
export type StatusClass = (typeof STATUS_CLASSES)[number];

export const RULE_FILTERS = ['environment', 'endpoint', 'consumer', 'statusClass'] as const;
export type RuleFilter = (typeof RULE_FILTERS)[number];

/** No threshold lies above it, whatever the measure; of a ratio none above 1. */
export const MAX_THRESHOLD = 1e12;

/** How the value of a measure is shown; a ratio runs from 0 to 1. */
export type MeasureUnit = 'count' | 'per_minute' | 'ratio' | 'ms' | 'bytes' | 'seconds';

export interface RuleMeasureInfo {
  unit: MeasureUnit;
  /** Filters that it can be narrowed by. `endpoint` and `consumer` are never taken together. */
  filters: readonly RuleFilter[];
  /** Has a window without calls no value? Else its value is 0. */
  canMiss: boolean;
  /** Can the past be judged? */
  replayable: boolean;
}

const of = (unit: MeasureUnit, filters: readonly RuleFilter[], canMiss = false): RuleMeasureInfo => ({
  unit,
  filters,
  canMiss,
  replayable: true,
});
const BOTH: readonly RuleFilter[] = ['environment', 'endpoint', 'consumer'];
const NO_CONSUMER: readonly RuleFilter[] = ['environment', 'endpoint'];

const INFO: Readonly<Record<RuleMeasure, RuleMeasureInfo>> = {
  calls: of('count', RULE_FILTERS),
  calls_per_minute: of('per_minute', RULE_FILTERS),
  errors: of('count', BOTH),
  error_ratio: of('ratio', BOTH, true),
  client_errors: of('count', BOTH),
  server_errors: of('count', BOTH),
  server_error_ratio: of('ratio', BOTH, true),
  p50_ms: of('ms', NO_CONSUMER, true),
  p95_ms: of('ms', NO_CONSUMER, true),
  p99_ms: of('ms', NO_CONSUMER, true),
  mean_ms: of('ms', BOTH, true),
  bytes_in: of('bytes', BOTH),
  bytes_out: of('bytes', BOTH),
  consumers: of('count', ['environment']),
  login_failures: of('count', NO_CONSUMER),
  login_successes: of('count', NO_CONSUMER),
  rate_limited: of('count', BOTH),
  heartbeat_age_seconds: { unit: 'seconds', filters: ['environment'], canMiss: false, replayable: false },
};

/** Unit, filters and limits of a measure. */
export function ruleMeasureInfo(measure: RuleMeasure): RuleMeasureInfo {
  return INFO[measure];
}

/** Is it a measure of the series as well? */
export const isSeriesMeasure = (measure: RuleMeasure): measure is Measure =>
  MEASURES.some((known) => known === measure);
