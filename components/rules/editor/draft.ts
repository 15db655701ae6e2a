import type {
  MeasureUnit,
  MetricDefinition,
  MetricRuleItem,
  MissingPolicy,
  NewMetricRule,
  RuleFilter,
  RuleFilters,
  RuleMeasure,
  Severity,
} from '../../../lib/shared';
import {
  ALL_CHANNELS,
  formatCount,
  MAX_THRESHOLD,
  nameFromSentence,
  ruleMeasureInfo,
  ruleSentence,
  thresholdOf,
} from '../../../lib/shared';
import { DEFAULT_TYPED, readTyped, typedMost, typedOf } from './typed';

/** A metric rule while it is edited: numbers as they are typed, in the unit in which a person says them. */
export interface MetricDraft {
  /** Null: named after its sentence. */
  name: string | null;
  measure: RuleMeasure;
  filters: RuleFilters;
  direction: 'above' | 'below';
  threshold: string;
  windowSeconds: number;
  forSeconds: number;
  keepFiringForSeconds: number;
  missing: MissingPolicy;
  minCalls: string;
  severity: Severity;
  channels: string[];
}

/** What a fault is of: a path in the body of the API. */
export type Faults = Readonly<Record<string, string>>;

/** What a draft compares with what. */
export type WatchedRule = Pick<MetricDefinition, 'measure' | 'condition'>;

export type RuleParts = Omit<NewMetricRule, 'kind' | 'name'>;

/** What a ratio or a latency is made of is many calls: of a few it says nothing. Counts are told by themselves. */
const usualMinCalls = (measure: RuleMeasure): string => (ruleMeasureInfo(measure).canMiss ? '20' : '0');

export const FRESH: MetricDraft = {
  name: null,
  measure: 'error_ratio',
  filters: {},
  direction: 'above',
  threshold: DEFAULT_TYPED.ratio,
  windowSeconds: 300,
  forSeconds: 300,
  keepFiringForSeconds: 0,
  missing: 'nodata',
  minCalls: usualMinCalls('error_ratio'),
  severity: 'high',
  channels: [ALL_CHANNELS],
};

export function draftOf(rule: MetricRuleItem): MetricDraft {
  const { name, measure, filters, condition, windowSeconds, forSeconds, keepFiringForSeconds } = rule;
  const { unit } = ruleMeasureInfo(measure);
  return {
    name,
    measure,
    filters,
    direction: 'above' in condition ? 'above' : 'below',
    threshold: typedOf(unit, thresholdOf(condition)),
    windowSeconds,
    forSeconds,
    keepFiringForSeconds,
    missing: rule.missing,
    minCalls: String(rule.minCalls),
    severity: rule.severity,
    channels: rule.channels,
  };
}

/**
 * Another measure: what it cannot be narrowed by goes, and a threshold in another unit begins at a usual value, as the least
 * number of calls does that nobody has set.
 */
export function withMeasure(draft: MetricDraft, measure: RuleMeasure): MetricDraft {
  const [before, after] = [ruleMeasureInfo(draft.measure), ruleMeasureInfo(measure)];
  const threshold = before.unit === after.unit ? draft.threshold : DEFAULT_TYPED[after.unit];
  const isUsual = draft.minCalls === usualMinCalls(draft.measure);
  const madeOfCalls = after.replayable && measure !== 'consumers';
  const minCalls = isUsual ? usualMinCalls(measure) : madeOfCalls ? draft.minCalls : '0';
  return { ...draft, measure, threshold, minCalls, filters: pickFilters(draft.filters, after.filters) };
}

/** Filters with another environment; null is every one. */
export function withEnvironment(
  { environment: _environment, ...rest }: RuleFilters,
  environment: string | null,
): RuleFilters {
  return environment === null ? rest : { ...rest, environment };
}

function pickFilters(filters: RuleFilters, allowed: readonly RuleFilter[]): RuleFilters {
  const { environment, endpoint, consumer, statusClass } = filters;
  return {
    ...(environment !== undefined && allowed.includes('environment') && { environment }),
    ...(endpoint !== undefined && allowed.includes('endpoint') && { endpoint }),
    ...(consumer !== undefined && allowed.includes('consumer') && { consumer }),
    ...(statusClass !== undefined && allowed.includes('statusClass') && { statusClass }),
  };
}

/** The body that a draft stands for, or what is wrong with what was typed. The server checks the rest. */
export function partsOf(draft: MetricDraft): { parts: RuleParts } | { faults: Faults } {
  const info = ruleMeasureInfo(draft.measure);
  const threshold = readTyped(info.unit, draft.threshold);
  const minCalls = /^\d{1,10}$/.test(draft.minCalls.trim()) ? Number(draft.minCalls) : null;
  const wrong = thresholdFault(info.unit, threshold);
  if (threshold === null || wrong !== null || minCalls === null) {
    return {
      faults: {
        ...(wrong !== null && { condition: wrong }),
        ...(minCalls === null && { minCalls: 'Enter a whole number of calls' }),
      },
    };
  }
  const { measure, filters, windowSeconds, forSeconds, keepFiringForSeconds, missing, severity, channels } = draft;
  const condition = draft.direction === 'above' ? { above: threshold } : { below: threshold };
  return {
    parts: {
      measure,
      filters,
      condition,
      windowSeconds: measure === 'heartbeat_age_seconds' ? 60 : windowSeconds,
      forSeconds,
      keepFiringForSeconds,
      missing,
      minCalls,
      severity,
      channels,
    },
  };
}

/** What a draft watches; null while something in it is wrong. */
export function watchedBy(draft: MetricDraft): WatchedRule | null {
  const read = partsOf(draft);
  return 'faults' in read ? null : read.parts;
}

/** The draft with a threshold that was pointed at. */
export const thresholdTyped = ({ measure }: MetricDraft, value: number): string =>
  typedOf(ruleMeasureInfo(measure).unit, value);

function thresholdFault(unit: MeasureUnit, threshold: number | null): string | null {
  if (threshold === null) return 'Enter a number that is not negative';
  if (unit === 'ratio') return threshold > 1 ? 'Enter a percentage from 0 to 100' : null;
  return threshold > MAX_THRESHOLD ? `Enter a number up to ${formatCount(typedMost(unit))}` : null;
}

/** The name that is kept: the person's own, else the sentence as far as a name may be long. */
export function nameOf(draft: MetricDraft, endpoint: string | null): string {
  if (draft.name !== null) return draft.name;
  const read = partsOf(draft);
  if ('faults' in read) return 'New rule';
  const { measure, filters = {}, condition, windowSeconds = draft.windowSeconds } = read.parts;
  return nameFromSentence(ruleSentence({ measure, filters, condition, windowSeconds }, { endpoint }));
}

/** What is saved; null while something is wrong. */
export function bodyOf(draft: MetricDraft, name: string): NewMetricRule | null {
  const read = partsOf(draft);
  return 'faults' in read ? null : { kind: 'metric', name, ...read.parts };
}

/** The first fault of the fields that a control stands for; `condition` has `condition.above` too. */
export function faultAt(faults: Faults, ...fields: readonly string[]): string | undefined {
  return Object.entries(faults).find(([path]) =>
    fields.some((field) => path === field || path.startsWith(`${field}.`)),
  )?.[1];
}
