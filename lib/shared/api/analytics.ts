import type { MinuteQuotaNotice, QuotaNotice } from './lifecycle';

export const MEASURES = [
  'calls',
  'errors',
  'error_ratio',
  'client_errors',
  'server_errors',
  'p50_ms',
  'p95_ms',
  'p99_ms',
  'mean_ms',
  'bytes_in',
  'bytes_out',
  'consumers',
  'login_failures',
  'login_successes',
  'rate_limited',
] as const;
export type Measure = (typeof MEASURES)[number];

export interface SeriesPoint {
  /** Start of the step. */
  at: string;
  value: number | null;
}

export interface SeriesAnswer {
  measure: Measure;
  from: string;
  to: string;
  stepSeconds: number;
  points: SeriesPoint[];
}

export interface EndpointItem {
  id: number;
  method: string;
  route: string;
  isLogin: boolean;
  /** The route looks like a login and is not flagged as one. */
  loginSuggested: boolean;
  /** Since when its calls are taken and not stored; null: they are stored. */
  ignoredAt: string | null;
  calls: number;
  errors: number;
  errorRatio: number | null;
  /** Calls answered 429. */
  rateLimited: number;
  p50Ms: number | null;
  p95Ms: number | null;
  p99Ms: number | null;
  /** 0 to 1, by the threshold of the project; of the calls with a known duration. */
  apdex: number | null;
  bytesOut: number;
  consumers: number | null;
  lastSeenAt: string;
}

export interface EndpointsAnswer {
  /** What was counted: whole hours or days at ends of the range whose minutes are not kept any more. */
  from: string;
  to: string;
  endpoints: EndpointItem[];
}

/** Sums over a range; ratios and percentiles are null when there is no call. */
export interface Totals {
  calls: number;
  s2xx: number;
  s3xx: number;
  s4xx: number;
  s5xx: number;
  errors: number;
  errorRatio: number | null;
  rateLimited: number;
  loginFailures: number;
  loginSuccesses: number;
  bytesIn: number;
  bytesOut: number;
  p50Ms: number | null;
  p95Ms: number | null;
  p99Ms: number | null;
  meanMs: number | null;
  /** 0 to 1, by the threshold of the project; of the calls with a known duration. */
  apdex: number | null;
}

export interface OverviewPoint extends Totals {
  at: string;
}

export interface OverviewEndpoint extends EndpointItem {
  previousCalls: number | null;
  previousErrorRatio: number | null;
  /** Calls in each of the `sparkSteps` of the range: whole steps, so that the first may begin before the range; null where no such steps are kept. */
  spark: number[] | null;
}

export interface OverviewConsumer {
  name: string;
  calls: number;
  previousCalls: number | null;
  errorRatio: number | null;
  rateLimited: number;
}

/** Totals and points of the overview, from one snapshot. */
export interface OverviewAnswer {
  from: string;
  to: string;
  stepSeconds: number;
  totals: Totals;
  points: OverviewPoint[];
  /** The period of the same length before; null when nothing was asked for. */
  previous: { from: string; to: string; totals: Totals; points: OverviewPoint[] } | null;
  firstCallAt: string | null;
}

/** The busiest endpoints of the overview, from a snapshot of their own. */
export interface OverviewEndpointsAnswer {
  from: string;
  to: string;
  /** The busiest 50. */
  endpoints: OverviewEndpoint[];
  /** How many were called. */
  count: number;
}

/** The busiest consumers of the overview, from a snapshot of their own. */
export interface OverviewConsumersAnswer {
  from: string;
  to: string;
  /** The busiest 50. */
  consumers: OverviewConsumer[];
  /** How many called. */
  count: number;
}

/** When no process took calls, oldest first. */
export interface IngestGapsAnswer {
  /** `to` null: it goes on. */
  gaps: { from: string; to: string | null }[];
}

/** Flushes of a busy project wait up to 45 s to be folded together. */
export const LATE_AFTER_SECONDS = 90;

/** What the frame of every page shows about a project. */
export interface StatusAnswer {
  version: string;
  /** Calls finished in the last full minute. */
  callsPerMinute: number;
  /** Calls that SDKs reported as lost. */
  lostCalls: number;
  /** Age of the oldest flush that no detector has looked at, or that should have been folded by now; 0 when nothing is late. */
  behindSeconds: number;
  firstCallAt: string | null;
  lastCallAt: string | null;
  /** Calls before this have expired, their sums are kept longer; null for an archive, whose calls are kept for good. */
  callsKeptSince: string | null;
  /** The newest call arrived as it happened; false while there is none, or only imported history. */
  live: boolean;
  /** When an SDK last sent anything, its heartbeat included; null when none ever did. */
  heardAt: string | null;
  storageBytes: number;
  incidents: { open: number; acknowledged: number };
  failedDeliveries: number;
  /** Of the day or the month, of which 80 percent or all is used; null while there is none. */
  quota: QuotaNotice | null;
  /** Null unless the quota of the minute refused a post within the last five minutes. */
  minuteQuota: MinuteQuotaNotice | null;
}
