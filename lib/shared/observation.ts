import type { RuleFilters } from './api/rules';
import type { RuleMeasure } from './rule-measures';

/** A number to be read in every minute, over the window that ends with it. */
export interface Metric {
  measure: RuleMeasure;
  filters: RuleFilters;
  windowSeconds: number;
}

/**
 * What a window says. `missing`: it has no value. `unknown`: nothing may be concluded from it (its minutes are not kept, or
 * nothing of the kind was ever seen). `partial`: Callwatch itself took no calls in a part of it. `environment`: whose value it
 * is, where one of several decides.
 */
export type Observation =
  | { kind: 'value'; value: number; calls: number; partial: boolean; environment?: string }
  | { kind: 'missing'; partial: boolean }
  | { kind: 'unknown' }
  | { kind: 'error'; message: string };

/** Asks for the windows of metrics that end at whole minutes. */
export interface ObservationQuery {
  projectId: number;
  metrics: readonly Metric[];
  firstEndMs: number;
  lastEndMs: number;
  now: Date;
}

/** Observations of one metric, one a minute from `firstEndMs` on. */
export interface ObservationSeries {
  /** Earlier windows are unknown, since their minutes are not kept; null: the past of this measure is not kept at all. */
  judgedFromMs: number | null;
  windows: Observation[];
}
