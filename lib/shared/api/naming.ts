/** What calls can be told by; what is given must all match, null says nothing. */
export interface CallPattern {
  method: string | null;
  /** The path, or the route where there is none, with * for any characters. */
  path: string | null;
  /** A part of it, in any case. */
  userAgent: string | null;
  /** Address or CIDR of the caller. */
  network: string | null;
}

/** Calls that are taken and not stored. */
export interface IgnoreRuleItem extends CallPattern {
  id: string;
  enabled: boolean;
  createdAt: string;
  /** Calls that it ignored since it was made. */
  ignoredCalls: number;
  lastIgnoredAt: string | null;
}

export interface IgnoreRulesAnswer {
  rules: IgnoreRuleItem[];
}

/** Callers that detectors say nothing of; their calls count. */
export interface AllowedCallerItem {
  id: string;
  network: string;
  note: string;
  /** Null: until it is removed. */
  expiresAt: string | null;
  expired: boolean;
  createdAt: string;
}

export interface AllowedCallersAnswer {
  callers: AllowedCallerItem[];
}

/** How many calls of the last 24 hours are as a pattern says, the newest first until some 300,000 are passed over. */
export interface MatchesAnswer {
  calls: number;
  from: string;
  to: string;
  /** Goes back all 24 hours. */
  complete: boolean;
}

/** An endpoint that is merged, renamed or ignored. */
export interface EndpointChange {
  id: number;
  method: string;
  /** As it came. */
  route: string;
  /** What is shown in its place. */
  shownAs: string | null;
  /** Method and route of the endpoint that it counts as. */
  mergedInto: { id: number; name: string } | null;
  /** Its route was made of a path: merged by what was seen across calls, unless a person did it. */
  fromPath: boolean;
  ignoredAt: string | null;
  /** Calls that were taken and not stored. */
  ignoredCalls: number;
  lastIgnoredAt: string | null;
}

/** A place in paths that was found to hold a parameter. */
export interface RouteParameterItem {
  /** Template of the folders before it. */
  prefix: string;
  /** What stands there, such as :name. */
  name: string;
  /** What is folded: locale, file, slug, name. */
  kind: string;
  /** Values that stay what they are. */
  kept: readonly string[];
  /** When a person said that it is no parameter: nothing is folded or found there since. */
  givenUpAt: string | null;
}

export interface EndpointChangesAnswer {
  endpoints: EndpointChange[];
  parameters: RouteParameterItem[];
  /** As many endpoints were called in the last 30 days as a project may have: new routes count as __other__. */
  full: boolean;
}

/** Endpoints of a project that are kept apart. */
export const MOST_ENDPOINTS = 2_000;

/** Patterns of callers that watch an API rather than use it, offered and never applied by themselves. */
export const IGNORE_SUGGESTIONS: readonly (Partial<CallPattern> & { name: string })[] = [
  { name: 'Liveness checks', path: '/healthz' },
  { name: 'Readiness checks', path: '/readyz' },
  { name: 'Health checks', path: '/health' },
  { name: 'Kubernetes probes', userAgent: 'kube-probe' },
  { name: 'AWS load balancers', userAgent: 'ELB-HealthChecker' },
  { name: 'Google load balancers', userAgent: 'GoogleHC' },
  { name: 'UptimeRobot', userAgent: 'UptimeRobot' },
  { name: 'Pingdom', userAgent: 'Pingdom.com_bot' },
  { name: 'Prometheus', userAgent: 'Prometheus/' },
];
