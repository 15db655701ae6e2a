import type { Severity } from '../severity';
import type { PlacedCaller } from './callers';
import type { EndpointInfo } from './endpoints';

export interface LoginCounts {
  failures: number;
  successes: number;
}

export interface LoginPoint extends LoginCounts {
  at: string;
  /** Attempts without a known outcome; null where the calls were not looked at. */
  unknown: number | null;
}

/** An account that an attacker entered after a burst of failures. */
export interface LoginEntry {
  at: string;
  incidentId: number;
  severity: Severity;
  environment: string;
  accountHash: string;
  caller: string;
}

export interface LoginEndpoint extends EndpointInfo, LoginCounts {
  calls: number;
  /** Failures of failures and successes; null without either. */
  failureRatio: number | null;
}

/** Login attempts over a range, from one snapshot. */
export interface LoginsAnswer {
  from: string;
  to: string;
  stepSeconds: number;
  /** `unknown` counts what was looked at: see `searchedBackTo`. */
  totals: LoginCounts & { unknown: number };
  points: LoginPoint[];
  /** The period of the same length before; null when nothing was asked for. */
  previous: { from: string; to: string; totals: LoginCounts; points: (LoginCounts & { at: string })[] } | null;
  /** In order of time; the latest 1,000. */
  entries: LoginEntry[];
  /** Login endpoints, and what had login attempts; those with the most failures first. */
  endpoints: LoginEndpoint[];
  /** Endpoints called in the range that look like a login and are not flagged. */
  suggested: EndpointInfo[];
  /** Set when there were more attempts than can be read: `unknown` is not known of what is older than this. */
  searchedBackTo: string | null;
}

export interface LoginAccount extends LoginCounts {
  accountHash: string;
  unknown: number;
  /** Distinct callers. */
  callers: number;
  lastAttemptAt: string;
}

export interface LoginCaller extends PlacedCaller, LoginCounts {
  unknown: number;
  /** Distinct accounts. */
  accounts: number;
  lastAttemptAt: string;
}

/** Who tried to log in, from the calls themselves. */
export interface LoginEntitiesAnswer {
  from: string;
  to: string;
  /** Set when there were more attempts than can be read: nothing older than this was looked at. */
  searchedBackTo: string | null;
  /** The 20 with the most failures, then the most attempts. */
  accounts: LoginAccount[];
  accountCount: number;
  callers: LoginCaller[];
  callerCount: number;
}
