import type { AttackIncident } from '../../detection';
import type { AttackRun, FindingRecord, FirstFailure, IncidentEventRecord } from '../../storage';

export interface StoryInput {
  attack: AttackIncident;
  firstFailure: FirstFailure | null;
  findings: readonly FindingRecord[];
  /** Runs of evidence in order of time. */
  bursts: readonly AttackRun[];
  events: readonly IncidentEventRecord[];
  /** Messages by event. */
  told: ReadonlyMap<number, number>;
  now: Date;
}

/** A line before its calls are counted and its letter is given. */
export interface Draft {
  atMs: number;
  kind: string;
  title: string;
  text: string;
  /** Stands in the chart. */
  lettered: boolean;
  calls: { fromMs: number; toMs: number; outcome: 'success' | 'failure' | null } | null;
}
