/** Whom a rate policy counts. */
export const RATE_KEYS = ['caller', 'consumer', 'account'] as const;
export type RateKey = (typeof RATE_KEYS)[number];

/** Bounds of policies: what they may say, how many a project has, and how many keys of an hour headroom keeps for sure. */
export const RATE_LIMITS = { limit: 1_000_000, windowSeconds: 86_400, policies: 20, shownKeys: 100 } as const;

/** More than `limit` calls of one key that finished within any `windowSeconds` break the policy. */
export interface RatePolicyItem {
  id: string;
  name: string;
  /** Calls. */
  limit: number;
  windowSeconds: number;
  key: RateKey;
  /** Null: all calls of the project together. */
  endpoint: { id: number; method: string; route: string } | null;
  /** Slug; null: each environment by itself, archives excepted. */
  environment: string | null;
  enabled: boolean;
  createdAt: string;
}

/** One caller, consumer or account. */
export interface HeadroomKey {
  /** An address (of IPv6 its /64), a consumer's name, an account hash in hexadecimal. */
  key: string;
  environment: string;
  /** Most calls in any trailing window. */
  peak: number;
  /** peak / limit. */
  share: number;
  /** Start of the hour in which the window of the peak ended. */
  peakAt: string;
  calls: number;
  /** Seconds with calls in which it was over the limit. */
  secondsOver: number;
}

export interface RateHeadroom {
  /** Busiest first, at most 10 in a list of policies. */
  keys: HeadroomKey[];
  keysOver: number;
  /** At 80 % of the limit or more, and not over it. */
  keysNear: number;
  keysSeen: number;
  /** There were more in an hour than headroom keeps for sure: `keysSeen` counts those that are kept. */
  keysSeenAtLeast: boolean;
  /** Since when the policy counts without a break; null while it is off. */
  countedFrom: string | null;
  /** The highest peak of each hour, hours without calls left out. */
  byHour: { at: string; peak: number; keysOver: number }[];
}

export type RatePolicyWithHeadroom = RatePolicyItem & { headroom: RateHeadroom };

export interface RatePoliciesAnswer {
  policies: RatePolicyWithHeadroom[];
}

/** Body that makes a policy; what is left out: all endpoints, each environment by itself, enabled. */
export interface NewRatePolicy {
  name: string;
  limit: number;
  windowSeconds: number;
  key: RateKey;
  /** Id of an endpoint. */
  endpoint?: number | null;
  /** Slug of an environment. */
  environment?: string | null;
  enabled?: boolean;
}
export type RatePolicyChange = Partial<NewRatePolicy>;

/** What calls of the last 24 hours would have shown. */
export interface RatePreviewAnswer {
  /** Busiest first, at most 10. */
  keys: HeadroomKey[];
  keysOver: number;
  keysSeen: number;
  /** Calls of that time that are left out: they arrived more than 15 minutes late. */
  lateCalls: number;
  /** How far back it looked. */
  from: string;
  to: string;
  /** It looked at all of the 24 hours. */
  complete: boolean;
}
