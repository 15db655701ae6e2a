import type { Severity } from '../severity';
import type { OverviewPoint, Totals } from './analytics';
import type { PlacedCaller } from './callers';
import type { Busiest } from './consumers';
import type { IncidentState } from './incidents';

/** What is known of an endpoint whatever the range. */
export interface EndpointInfo {
  id: number;
  method: string;
  /** As it is shown. */
  route: string;
  /** As it came. */
  template: string;
  isLogin: boolean;
  /** The route looks like a login and is not flagged as one. */
  loginSuggested: boolean;
  /** Since when its calls are taken and not stored; null: they are stored. */
  ignoredAt: string | null;
  firstSeenAt: string;
  lastSeenAt: string;
}

export interface Period {
  from: string;
  to: string;
  totals: Totals;
  points: OverviewPoint[];
}

/** How many calls took how long, step by step. Bands are half an octave wide and stand from fast to slow. */
export interface LatencyHeatmap {
  /** Edges of the bands in ms: one more than there are bands; empty when no call has a duration. */
  edgesMs: number[];
  /** By step, in the order of the points; then by band. */
  calls: number[][];
}

export interface EndpointConsumer {
  name: string;
  calls: number;
}

/** An incident that is not resolved. */
export interface OpenIncident {
  id: number;
  title: string;
  detector: string;
  severity: Severity;
  state: Exclude<IncidentState, 'resolved'>;
  environment: string;
  openedAt: string;
  updatedAt: string;
}

/** One endpoint, from one snapshot. */
export interface EndpointDetail extends Period {
  stepSeconds: number;
  endpoint: EndpointInfo;
  /** The period of the same length before; null when nothing was asked for. */
  previous: Period | null;
  heatmap: LatencyHeatmap;
  /** The busiest 20; of whole days where parts of days hold too many calls to be read. */
  consumers: Busiest<EndpointConsumer>;
  /** Open and acknowledged incidents that name the endpoint, the newest first; 20 at most. */
  incidents: OpenIncident[];
}

export interface EndpointCaller extends PlacedCaller {
  calls: number;
  errors: number;
  errorRatio: number | null;
  rateLimited: number;
}

/** What only the calls themselves tell of an endpoint. */
export interface EndpointBreakdown {
  from: string;
  to: string;
  /** Set when there were more calls than can be read: nothing older than this was looked at. */
  searchedBackTo: string | null;
  /** Calls that were looked at. */
  calls: number;
  /** Exact codes, the most frequent first. */
  statuses: { status: number; calls: number }[];
  /** The busiest 20. */
  callers: EndpointCaller[];
  callerCount: number;
}
