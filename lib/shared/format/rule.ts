import type { MetricDefinition, RuleCondition } from '../api/rules';
import { MAX_THRESHOLD, ruleMeasureInfo } from '../rule-measures';
import type { MeasureUnit, RuleMeasure } from '../rule-measures';
import { formatBytes } from './bytes';
import { formatDuration, formatLatency, formatSpan } from './duration';
import { formatCount, NO_VALUE, trim } from './number';

const NAMES: Readonly<Record<RuleMeasure, string>> = {
  calls: 'calls',
  calls_per_minute: 'calls per minute',
  errors: 'errors',
  error_ratio: 'error ratio',
  client_errors: 'client errors',
  server_errors: 'server errors',
  server_error_ratio: 'server error ratio',
  p50_ms: 'p50 latency',
  p95_ms: 'p95 latency',
  p99_ms: 'p99 latency',
  mean_ms: 'mean latency',
  bytes_in: 'bytes received',
  bytes_out: 'bytes sent',
  consumers: 'consumers',
  login_failures: 'failed logins',
  login_successes: 'succeeded logins',
  rate_limited: 'calls answered 429',
  heartbeat_age_seconds: 'time since the last heartbeat',
};

/** Name of a measure in the middle of a sentence: "server error ratio". */
export const measureName = (measure: RuleMeasure): string => NAMES[measure];

const FORMATS: Readonly<Record<MeasureUnit, (value: number) => string>> = {
  count: (value) => (Number.isInteger(value) ? formatCount(value) : trim(value, 2)),
  per_minute: (value) => (Math.abs(value) >= 1000 ? formatCount(value) : trim(value, 2)),
  ratio: (value) => `${trim(value * 100, 2)} %`,
  ms: formatLatency,
  bytes: formatBytes,
  seconds: (value) => formatDuration(value * 1000),
};

const SYMBOLS: Readonly<Record<MeasureUnit, string>> = {
  count: '',
  per_minute: '',
  ratio: '× 100 %',
  ms: 'ms',
  bytes: 'B',
  seconds: 's',
};

/** More than a rule may say, as one may have been kept from before there was an end: "1e99". */
const huge = (value: number, unit: MeasureUnit): string =>
  `${value.toExponential(2).replace(/\.?0*e\+/, 'e')} ${SYMBOLS[unit]}`.trim();

/** A value of a measure with its unit: "8.4 %", "412 ms", "3 min". */
export function formatMeasure(measure: RuleMeasure, value: number | null): string {
  if (value === null) return NO_VALUE;
  const { unit } = ruleMeasureInfo(measure);
  return value > MAX_THRESHOLD ? huge(value, unit) : FORMATS[unit](value);
}

/** The number of a condition. */
export const thresholdOf = (condition: RuleCondition): number =>
  'above' in condition ? condition.above : condition.below;

/** "above 5 %". */
export function formatCondition({ measure, condition }: Pick<MetricDefinition, 'measure' | 'condition'>): string {
  return `${'above' in condition ? 'above' : 'below'} ${formatMeasure(measure, thresholdOf(condition))}`;
}

/** "calls with 5xx per minute" of filters that stand in the measure; the others are told apart. */
function measured({ measure, filters }: Pick<MetricDefinition, 'measure' | 'filters'>): string {
  if (!filters.statusClass) return measureName(measure);
  return measure === 'calls' ? `calls with ${filters.statusClass}` : `calls with ${filters.statusClass} per minute`;
}

/** As many characters as the name of a rule may have. */
export const MAX_RULE_NAME = 80;

/** The name of a rule that is named after its sentence: as much of it as a name may have. */
export const nameFromSentence = (sentence: string): string =>
  sentence.length <= MAX_RULE_NAME ? sentence : `${sentence.slice(0, MAX_RULE_NAME - 1)}…`;

/** Does a name say the rule's sentence and nothing else? */
export const isNamedAfter = (name: string, sentence: string): boolean =>
  name === sentence || name === nameFromSentence(sentence);

/** What a rule watches in one line: "Server error ratio above 5 % over 5 min on GET /orders". `endpoint` = its name. */
export function ruleSentence(
  definition: Pick<MetricDefinition, 'measure' | 'filters' | 'condition' | 'windowSeconds'>,
  { endpoint }: { endpoint?: string | null } = {},
): string {
  const { measure, filters, windowSeconds } = definition;
  const name = measured(definition);
  const over = measure === 'heartbeat_age_seconds' ? '' : ` over ${formatSpan(windowSeconds * 1000)}`;
  const on = filters.endpoint === undefined ? '' : ` on ${endpoint ?? `endpoint ${filters.endpoint}`}`;
  const by = filters.consumer === undefined ? '' : ` by ${filters.consumer}`;
  const within = filters.environment === undefined ? '' : ` in ${filters.environment}`;
  return `${name.charAt(0).toUpperCase()}${name.slice(1)} ${formatCondition(definition)}${over}${on}${by}${within}`;
}
