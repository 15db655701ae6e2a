import type { IncidentState, Severity } from '../../shared';
import type { DetectorId } from '../catalogue';
import type { RateSpan } from '../finding';

/** An account that an attacker got into. */
export interface Entry {
  account: string;
  caller: string;
  /** The first time. */
  atMs: number;
  failuresBefore: number;
  /** The latest time. */
  lastAtMs: number;
  times: number;
}

/** A rate policy that was exceeded, by however many keys; numbers as large as they ever were at once. */
export interface PolicyOver {
  /** 0: answers 429. */
  id: number;
  /** Keys that were over. */
  keys: number;
  /** Their calls in all. */
  calls: number;
}

/** One attack, as grouping sees it. */
export interface AttackIncident {
  /** Names it while grouping: a stored one by its number, a new one by its first finding. */
  key: string;
  environmentId: number;
  historical: boolean;
  state: IncidentState;
  severity: Severity;
  detector: DetectorId;
  /** Severity by detector of the findings in it. */
  detectors: Partial<Record<DetectorId, Severity>>;
  openedAtMs: number;
  resolvedAtMs: number | null;
  /** First and last evidence. */
  firstSeenAtMs: number;
  lastSeenAtMs: number;
  callers: string[];
  /** Accounts tried. */
  accounts: string[];
  /** Accounts attacked as such: every failure on them belongs to the attack, whoever made it. */
  targets: string[];
  entries: Entry[];
  endpointIds: number[];
  clients: number[];
  /** Numbers of consumers that exceeded a rate. */
  consumers: number[];
  /** Where a rate was exceeded: the spans furthest over their limit, in order of time. */
  rates: RateSpan[];
  /** The policies of all spans, also of those that are not listed. */
  policies: PolicyOver[];
}

/** What grouping did to an incident. */
export type GroupEvent =
  | { kind: 'opened'; atMs: number; severity: Severity; detector: DetectorId }
  /** With the entry that reopened it, if it was one. */
  | { kind: 'reopened'; atMs: number; severity: Severity; detector: DetectorId; entry: Entry | null }
  | { kind: 'severity_raised' | 'raised_to_critical'; atMs: number; from: Severity; severity: Severity }
  | { kind: 'entered'; atMs: number; entry: Entry };
