import type { Severity } from '../severity';
import type { DeliveryItem } from './notify';

export type IncidentState = 'open' | 'acknowledged' | 'resolved';

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
  /** Each list is bounded to 1,000; the counts in `figures` are not. */
  entities: { callers: string[]; accounts: string[]; endpoints: string[] };
}

export interface IncidentsAnswer {
  incidents: IncidentItem[];
  nextCursor: string | null;
}

export interface IncidentFigures {
  failures: number;
  successes: number;
  accountsTried: number;
  accountsEntered: number;
  callers: number;
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
  callers: number;
}

export interface IncidentAccount {
  accountHash: string;
  enteredAt: string | null;
  caller: string;
  failuresBefore: number;
  lastCallAt: string;
}

export interface IncidentCaller {
  address: string;
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
  /** Failed and succeeded logins of the callers and endpoints of the incident, by step. */
  chart: { from: string; to: string; stepSeconds: number; points: IncidentPoint[] };
  accounts: IncidentAccount[];
  callers: IncidentCaller[];
  events: IncidentEventItem[];
  deliveries: DeliveryItem[];
}
