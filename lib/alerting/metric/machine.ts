import type { MetricDefinition, RuleState } from '../../shared';

/** From the end of a window to the end of the next. */
export const MINUTE_MS = 60_000;

/** Where a rule stands after a window. Times are ends of windows, in milliseconds since the epoch. */
export interface MachineState {
  state: RuleState;
  sinceMs: number;
  /** The first window of the run for which the condition holds; null while it does not. */
  activeAtMs: number | null;
  /** Set while an alert of the condition is going on. */
  firedAtMs: number | null;
  /** The first window at which a firing condition held no more; null when it holds. */
  keepFiringSinceMs: number | null;
  /** So much of the time since the condition began to hold, or to hold no more when it fires, was not judged and does not count. */
  unjudgedMs: number;
  /** Set while missing data is being told of. */
  noDataAtMs: number | null;
  /** Windows without a value in a row. */
  missed: number;
  /** The value at the latest window of this run for which the condition held, and the one furthest beyond the threshold. */
  value: number | null;
  peakValue: number | null;
  /** Whose value it is, where one of several environments decides. */
  environment: string | null;
}

/** Why a window led where it led. */
export type Reason =
  | 'began' // the condition holds for the first time
  | 'holds' // and goes on
  | 'held_long_enough'
  | 'holds_again' // before the alert was over
  | 'lapsed' // it stopped before `for` had passed
  | 'ended'
  | 'keeps_firing'
  | 'quiet'
  | 'too_few_calls'
  | 'missing_once'
  | 'no_data'
  | 'missing_kept'
  | 'data_back'
  | 'not_judged'
  | 'error';

export type EventKind = 'fired' | 'resolved' | 'no_data';

/** Of which alert: of the condition, or of missing data alone. */
export interface MachineEvent {
  kind: EventKind;
  atMs: number;
}

/** The part of a rule that decides. */
export type MachineRule = Pick<
  MetricDefinition,
  'condition' | 'forSeconds' | 'keepFiringForSeconds' | 'missing' | 'minCalls'
>;

/** Nothing holds, nothing is told of. */
export const AT_REST = {
  activeAtMs: null,
  firedAtMs: null,
  keepFiringSinceMs: null,
  unjudgedMs: 0,
  noDataAtMs: null,
  missed: 0,
  value: null,
  peakValue: null,
  environment: null,
} as const satisfies Partial<MachineState>;

/** How every rule begins. */
export function initialState(atMs: number): MachineState {
  return { state: 'inactive', sinceMs: atMs, ...AT_REST };
}
