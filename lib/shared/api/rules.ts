import type { NoticeKind } from '../incident';
import type { RuleMeasure, StatusClass } from '../rule-measures';
import type { Severity } from '../severity';

/** What a metric rule counts; what is absent is not narrowed. Archives are never counted. */
export interface RuleFilters {
  /** Slug of an environment. */
  environment?: string;
  /** Id of an endpoint; not together with `consumer`. */
  endpoint?: number;
  /** Name of a consumer. */
  consumer?: string;
  /** Of the measures `calls` and `calls_per_minute`. */
  statusClass?: StatusClass;
}

/** The value is strictly above, or strictly below. A ratio runs from 0 to 1. */
export type RuleCondition = { above: number } | { below: number };

/**
 * What a window without a value does. `nodata`: tells of missing data after two such windows; `ok`: counts as the condition
 * not holding; `keep`: changes nothing; `alert`: counts as the condition holding.
 */
export const MISSING_POLICIES = ['nodata', 'ok', 'keep', 'alert'] as const;
export type MissingPolicy = (typeof MISSING_POLICIES)[number];

export const RULE_STATES = ['inactive', 'pending', 'firing', 'recovering', 'resolved', 'nodata', 'error'] as const;
/** `recovering`: the condition holds no more and `keepFiringForSeconds` have not passed. `resolved`: inactive after a firing. */
export type RuleState = (typeof RULE_STATES)[number];

/** What a metric rule watches, without its name and channels. */
export interface MetricDefinition {
  measure: RuleMeasure;
  filters: RuleFilters;
  /** Multiple of 60. */
  windowSeconds: number;
  condition: RuleCondition;
  /** Multiple of 60; 0 = fires at the first window that holds. */
  forSeconds: number;
  /** Multiple of 60. */
  keepFiringForSeconds: number;
  missing: MissingPolicy;
  /** Windows with fewer calls do not hold. */
  minCalls: number;
}

interface RuleBase {
  id: string;
  name: string;
  severity: Severity;
  /** Channel ids, or `all` alone. */
  channels: string[];
  enabled: boolean;
  createdAt: string;
}

/** How a metric rule stands. */
export interface RuleStatus {
  state: RuleState;
  /** Since when it is in this state. */
  since: string;
  /** Why it is, in one clause: "above 5 % for 5 min". */
  reason: string;
  /** Value of the latest window that was judged. */
  value: number | null;
  /** End of that window. */
  evaluatedTo: string;
  /** The alert that is going on. */
  alertId: number | null;
}

export interface MetricRuleItem extends RuleBase, MetricDefinition {
  kind: 'metric';
  /** Null until its first window was judged, and while it is disabled. */
  status: RuleStatus | null;
}

export interface IncidentRuleItem extends RuleBase {
  kind: 'incident';
  /** Detector ids, or `all` alone. */
  detectors: string[];
  minSeverity: Severity;
  events: NoticeKind[];
  filters: { environment?: string };
}

export type RuleItem = MetricRuleItem | IncidentRuleItem;

export interface RulesAnswer {
  rules: RuleItem[];
}

/** Body of `POST rules` for a metric rule; what has a default may be left out. */
export interface NewMetricRule extends Partial<Omit<MetricDefinition, 'measure' | 'condition'>> {
  kind: 'metric';
  name: string;
  measure: RuleMeasure;
  condition: RuleCondition;
  severity?: Severity;
  channels?: string[];
  enabled?: boolean;
}

/** Body of `POST rules` for an incident rule. */
export interface NewIncidentRule {
  kind: 'incident';
  name: string;
  detectors?: string[];
  minSeverity?: Severity;
  events?: NoticeKind[];
  filters?: { environment?: string };
  severity?: Severity;
  channels?: string[];
  enabled?: boolean;
}

export type NewRule = NewMetricRule | NewIncidentRule;

/** Body of `PATCH rules/:id`: what is to be changed. The kind stays. */
export type RuleChange = Partial<Omit<NewMetricRule, 'kind'>> | Partial<Omit<NewIncidentRule, 'kind'>>;

/** `firing` covers a rule that is recovering. */
export const ALERT_STATES = ['firing', 'nodata', 'resolved'] as const;
export type AlertState = (typeof ALERT_STATES)[number];

export interface AlertItem {
  id: number;
  ruleId: string;
  ruleName: string;
  /** Empty while rules are not grouped. */
  group: string;
  state: AlertState;
  severity: Severity;
  /** When the condition began to hold. */
  startedAt: string;
  firedAt: string | null;
  resolvedAt: string | null;
  /** The latest value at which the condition held. */
  value: number | null;
  acknowledgedBy: string | null;
  acknowledgedAt: string | null;
  /** The value furthest beyond the threshold. */
  peakValue: number | null;
  /** The rule as it was when the alert fired. */
  definition: MetricDefinition;
  /** Why it fired, or why it ended. */
  reason: string;
  /** The data came when its window was closed already. */
  late: boolean;
}

export interface AlertsAnswer {
  alerts: AlertItem[];
  nextCursor: string | null;
}

/** Body of `POST rules/backtest`: a rule as in `POST rules`, and `days` (1 to 30) or `from` and `to`. */
export type BacktestInput = Omit<NewMetricRule, 'name' | 'kind'> & {
  kind?: 'metric';
  name?: string;
  days?: number;
  from?: string;
  to?: string;
};

export interface BacktestFiring {
  /** When the condition began to hold. */
  startedAt: string;
  /** `from` ≤ t < `to`; null: it goes on at the end. */
  from: string;
  to: string | null;
  /** The value furthest beyond the threshold; null when only missing data fired. */
  peakValue: number | null;
}

/** What the rule would have done at another threshold. */
export interface BacktestThreshold {
  threshold: number;
  firings: number;
  notifications: number;
  /** Of the notifications. */
  noDataNotifications: number;
  /** How long all firings together went on. */
  firingSeconds: number;
}

export interface BacktestPoint {
  /** End of the window. */
  at: string;
  value: number | null;
}

export interface BacktestIncident {
  id: number;
  title: string;
  severity: Severity;
  openedAt: string;
  resolvedAt: string | null;
  /** Did the rule fire while it went on? */
  covered: boolean;
}

export interface BacktestAnswer {
  /** What was asked for, by whole minutes. */
  from: string;
  to: string;
  /** From when on the rule is judged: its minutes are kept, and the project was there or had calls; null: this measure's past is not kept. */
  judgedFrom: string | null;
  /** Why `judgedFrom` is later than `from`. */
  note: string | null;
  minutesEvaluated: number;
  firings: BacktestFiring[];
  /** Messages that each channel of the rule would have got: fired, still firing, resolved, no data. */
  notifications: number;
  /** Those of them that tell of missing data: that there is none, and that it is back. */
  noDataNotifications: number;
  /** At up to 7 thresholds around the rule's own, which is among them; ascending. */
  thresholds: BacktestThreshold[];
  /** Values by window, at most 2,000: of each stretch the lowest and the highest. */
  points: BacktestPoint[];
  /** Incidents of the time, at most 100. */
  incidents: BacktestIncident[];
}
