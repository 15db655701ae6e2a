import type { LoginOutcome, Severity } from '../shared';
import type { DetectorId } from './catalogue';

/** Returns exactly the calls behind a finding; times in epoch ms, `fromMs` ≤ t ≤ `toMs`. */
export interface FindingQuery {
  environmentId: number;
  endpointIds: number[];
  caller: string | null;
  account: string | null;
  outcome: Exclude<LoginOutcome, 'unknown'> | null;
  fromMs: number;
  toMs: number;
}

/** What a detector concluded. The id is made of detector, entity and first call, so that a replay changes nothing. */
export interface Finding {
  id: string;
  detector: DetectorId;
  severity: Severity;
  environmentId: number;
  /** Made of backfill: never a notice. */
  historical: boolean;
  /** Finish of the call that decided. */
  atMs: number;
  fromMs: number;
  /** Finish of the latest call so far: a finding grows, under one id, while the attack goes on. */
  toMs: number;
  entity: {
    callers: string[];
    accounts: string[];
    endpointIds: number[];
    /** User agents that good logins do not use. */
    clients: number[];
  };
  /** The numbers, and the thresholds and baseline they were held against. */
  evidence: Record<string, number>;
  query: FindingQuery;
}
