import type { IncidentState, Severity } from '../../shared';
import type { DetectorId } from '../catalogue';

/** An account that an attacker got into. */
export interface Entry {
  account: string;
  caller: string;
  atMs: number;
  failuresBefore: number;
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
}

/** What grouping did to an incident. */
export type GroupEvent =
  | { kind: 'opened'; atMs: number; severity: Severity; detector: DetectorId }
  | { kind: 'reopened'; atMs: number; severity: Severity; detector: DetectorId }
  | { kind: 'severity_raised' | 'raised_to_critical'; atMs: number; from: Severity; severity: Severity }
  | { kind: 'entered'; atMs: number; entry: Entry };
