import type { AttackIncident } from '../../detection';
import type { AttackRun, FindingRecord, FirstFailure, IncidentEventRecord } from '../../storage';

export interface StoryInput {
  attack: AttackIncident;
  firstFailure: FirstFailure | null;
  findings: readonly FindingRecord[];
  /** Runs of evidence in order of time. */
  bursts: readonly AttackRun[];
  events: readonly IncidentEventRecord[];
  /** Names of consumers that were over a rate, by number. */
  consumers: ReadonlyMap<number, string>;
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
  /** `count`: how many there are, where the login attempts of the time are not meant. */
  calls: { fromMs: number; toMs: number; outcome: 'success' | 'failure' | null; count?: number } | null;
}
