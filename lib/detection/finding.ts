import type { LoginOutcome, Severity } from '../shared';
import type { DetectorId } from './catalogue';

/** Returns exactly the calls behind a finding; times in epoch ms, `fromMs` ≤ t ≤ `toMs`. */
export interface FindingQuery {
  environmentId: number;
  /** Empty: all. */
  endpointIds: number[];
  caller: string | null;
  account: string | null;
  outcome: Exclude<LoginOutcome, 'unknown'> | null;
  /** Id of a consumer. */
  consumer?: number | null;
  /** Answers with this status only. */
  status?: number | null;
  fromMs: number;
  toMs: number;
}

/** A span in which one key was over a rate limit, first call to last. */
export interface RateSpan {
  findingId: string;
  /** Number of the policy; 0: answers 429, whatever the policies say. */
  policyId: number;
  policy: string;
  kind: 'caller' | 'consumer' | 'account';
  /** Address or /64, number of the consumer, hexadecimal accountHash. */
  key: string;
  /** Null: all. */
  endpointId: number | null;
  /** Calls that are allowed in a window; of answers 429: how many in a minute are too many. */
  limit: number;
  windowSeconds: number;
  /** Most calls in one window. */
  peak: number;
  /** In all, exactly those that the finding's query returns. */
  calls: number;
  /** Finish of the first call and of the last, to the second: `fromMs` ≤ t ≤ `toMs`. */
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
    consumers?: number[];
  };
  /** The numbers, and the thresholds and baseline they were held against. */
  evidence: Record<string, number>;
  query: FindingQuery;
  /** Of a rate violation. */
  rate?: RateSpan;
  /** All keys that are over the same policy in the environment by then, and their calls. */
  overall?: { keys: number; calls: number };
}
