import type { PlacedCaller } from './callers';
import type { Severity } from '../severity';
import type { DeliveryItem } from './notify';

export type IncidentState = 'open' | 'acknowledged' | 'resolved';

/** When the attack itself went on. Its incident stays open until 30 minutes have passed without evidence. */
export interface AttackTimes {
  firstEvidenceAt: string;
  lastEvidenceAt: string;
  /** First to last evidence, seconds. */
  durationSeconds: number;
  /** There was evidence in the two minutes before the answer. */
  ongoing: boolean;
  /** Two minutes after the last evidence: the attack has ended then, unless more has come. */
  ongoingUntil: string;
  /** The incident resolves itself then, unless more comes; null once it is resolved. */
  resolvesAt: string | null;
}

export interface IncidentItem {
  id: number;
  title: string;
  detector: string;
  severity: Severity;
  state: IncidentState;
  openedAt: string;
  updatedAt: string;
  resolvedAt: string | null;
  environment: string;
  historical: boolean;
  callCount: number;
  attack: AttackTimes;
  /** Each list is bounded to 1,000; the counts in `figures` are not. */
  entities: {
    callers: string[];
    accounts: string[];
    endpoints: string[];
    /** In the order of `endpoints`. */
    endpointIds: number[];
  };
}

export interface IncidentsAnswer {
  incidents: IncidentItem[];
  nextCursor: string | null;
}

/** A span in which one key was over a rate. */
export interface IncidentRate {
  /** Null: answers 429, whatever the policies say. */
  policyId: string | null;
  /** Name of the policy at that time. */
  policy: string | null;
  kind: 'caller' | 'consumer' | 'account';
  /** Address (of IPv6 its /64), name of the consumer, account hash. */
  key: string;
  /** `METHOD route`; null: all endpoints. */
  endpoint: string | null;
  /** Calls that the policy allows in a window; of answers 429: how many in a minute are too many. */
  limit: number;
  windowSeconds: number;
  /** Most calls in one window. */
  peak: number;
  /** In all, from the first to the last. */
  calls: number;
  from: string;
  /** Exclusive. */
  to: string;
}

export interface IncidentFigures {
  failures: number;
  successes: number;
  accountsTried: number;
  accountsEntered: number;
  callers: number;
  /** Calls of keys while they were over a rate. */
  rateCalls: number;
  /** Keys that were over one rate at once, at most; `rates` lists up to 100, those furthest over. */
  rateKeys: number;
  firstSeenAt: string;
  lastSeenAt: string;
  /** First evidence to the opening, seconds. */
  secondsToDetect: number;
}

/** One line of the story. Lines that stand in the chart carry a letter. */
export interface StoryLine {
  at: string;
  letter: string | null;
  kind: string;
  /** First words, shown in bold. */
  title: string;
  text: string;
  /** The calls behind the line; null when it has none. */
  calls: { count: number; from: string; to: string; outcome: 'success' | 'failure' | null } | null;
}

export interface IncidentPoint {
  at: string;
  failures: number;
  successes: number;
  /** Callers that failed or succeeded; null when that is not known any more. */
  callers: number | null;
}

/** A run of evidence without a gap of more than five minutes. */
export interface IncidentBurst {
  from: string;
  to: string;
}

/** What is left of the calls behind an incident: all, the later ones, or none. */
export type KeptCalls = 'all' | 'some' | 'none';

export interface IncidentChart {
  /**
   * `logins`: points count failed and succeeded logins. `calls`, of an incident about a rate alone: calls that were answered
   * 429, and the others.
   */
  of: 'logins' | 'calls';
  from: string;
  to: string;
  stepSeconds: number;
  points: IncidentPoint[];
  /**
   * `calls`: the login attempts of the attack. `endpoints`: all login attempts on its endpoints, since calls of the attack
   * have expired. `none`: nothing is left, and there are no points.
   */
  source: 'calls' | 'endpoints' | 'none';
}

export interface IncidentAccount {
  accountHash: string;
  /** The first time. */
  enteredAt: string | null;
  /** Logins of the attacker there. */
  timesEntered: number;
  lastEnteredAt: string | null;
  caller: string;
  failuresBefore: number;
  lastCallAt: string;
}

export interface IncidentCaller extends PlacedCaller {
  failures: number;
  successes: number;
  accounts: number;
  firstSeenAt: string;
  lastSeenAt: string;
}

export interface IncidentEventItem {
  id: number;
  at: string;
  kind: string;
  actor: string | null;
  note: string | null;
}

export interface IncidentDetail extends IncidentItem {
  acknowledgedAt: string | null;
  acknowledgedBy: string | null;
  figures: IncidentFigures;
  story: StoryLine[];
  /** Runs of evidence in order of time: the windows of the chart. The latest 200. */
  bursts: IncidentBurst[];
  keptCalls: KeptCalls;
  /** Days that calls are kept before they expire. */
  retentionDays: number;
  /** Failed and succeeded logins by step. */
  chart: IncidentChart;
  accounts: IncidentAccount[];
  callers: IncidentCaller[];
  /** Where a rate was exceeded, in order of time; the latest 100. */
  rates: IncidentRate[];
  events: IncidentEventItem[];
  deliveries: DeliveryItem[];
}
