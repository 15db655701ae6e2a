import type { MarkedMinute } from '../../stats';

/** Sums of the endpoint tiers, in the order of their columns. */
export const ENDPOINT_SUMS = [
  'calls',
  's2xx',
  's3xx',
  's4xx',
  's5xx',
  's429',
  'logins_ok',
  'logins_failed',
  'request_bytes',
  'response_bytes',
  'duration_us',
] as const;

/** Sums of the consumer tiers; `timed` = calls with a known duration. */
export const CONSUMER_SUMS = [
  'calls',
  's4xx',
  's5xx',
  's429',
  'request_bytes',
  'response_bytes',
  'duration_us',
  'timed',
] as const;

/** Sums of the caller tiers. */
export const CALLER_SUMS = ['calls', 's4xx', 's5xx', 's429'] as const;

export type Tier = 'minute' | 'hour' | 'day';

/** Seconds in a row of each tier. */
export const TIER_SECONDS: Readonly<Record<Tier, number>> = { minute: 60, hour: 3_600, day: 86_400 };

/** Rows of one tier and environment, column by column. `at` = start in minutes since the epoch; `sums[i]` are the values of the i-th sum. */
export interface TierRows {
  at: number[];
  environment: number;
  sums: number[][];
}

/** Masks of 60 minutes, or of 24 hours, as lower and upper 30 bits. */
export interface Masks {
  low: number[];
  high: number[];
}

/** Parts of the minutes of each row's hour, as packHourParts writes them; null = any. */
export type PartsOfHours = (string | null)[];

export interface EndpointTierRows extends TierRows {
  endpoint: number[];
  /** Array literals of the packed histograms. */
  latency: string[];
  /** Of hours only; `slowest` in hex. */
  marks: { minutes: Masks; minutes4xx: Masks; minutes5xx: Masks; slowest: string[]; parts: PartsOfHours } | null;
}

export interface ConsumerTierRows extends TierRows {
  consumer: number[];
  /** Minutes of an hour, hours of a day; null for minutes. */
  mask: Masks | null;
  /** Of hours only. */
  parts: PartsOfHours | null;
}

export interface CallerHourRows extends TierRows {
  caller: string[];
  mask: Masks;
}

export interface CallerDayRows extends TierRows {
  caller: string[];
  /** Minutes of the day with a call, sorted. */
  minutes: MarkedMinute[][];
}

export interface EndpointConsumerRows extends TierRows {
  endpoint: number[];
  consumer: number[];
}

export interface ConsumerCallerRows extends TierRows {
  consumer: number[];
  caller: string[];
}
