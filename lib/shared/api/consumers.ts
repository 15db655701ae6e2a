import type { PlacedCaller } from './callers';

/** One consumer over a range. The two times are of all time, in every environment. */
export interface ConsumerItem {
  name: string;
  calls: number;
  /** Null when nothing is compared, or too little is known of before. */
  previousCalls: number | null;
  errors: number;
  errorRatio: number | null;
  /** Of the calls with a known duration. */
  meanMs: number | null;
  bytesIn: number;
  bytesOut: number;
  rateLimited: number;
  firstSeenAt: string;
  lastSeenAt: string;
}

/** The busiest first. */
export interface ConsumersAnswer {
  /** What was counted: whole hours or days at ends of the range whose minutes are not kept any more. */
  from: string;
  to: string;
  consumers: ConsumerItem[];
  /** How many there are on all pages. */
  count: number;
  nextCursor: string | null;
}

/** Sums of one consumer; there are no percentiles by consumer. */
export interface ConsumerTotals {
  calls: number;
  s4xx: number;
  s5xx: number;
  errors: number;
  errorRatio: number | null;
  rateLimited: number;
  bytesIn: number;
  bytesOut: number;
  meanMs: number | null;
}

export interface ConsumerPoint extends ConsumerTotals {
  at: string;
}

export interface ConsumerPeriod {
  from: string;
  to: string;
  totals: ConsumerTotals;
  points: ConsumerPoint[];
}

export interface ConsumerEndpoint {
  id: number;
  method: string;
  route: string;
  isLogin: boolean;
  calls: number;
}

export interface ConsumerCaller extends PlacedCaller {
  calls: number;
}

/** The busiest of a kind, over the range that they were counted in: it may be wider than what was asked for. */
export interface Busiest<Item> {
  from: string;
  to: string;
  items: Item[];
  /** How many there are, shown or not. */
  count: number;
  /** Of all of them. */
  calls: number;
}

/** One consumer, from one snapshot. */
export interface ConsumerDetail extends ConsumerPeriod {
  stepSeconds: number;
  name: string;
  firstSeenAt: string;
  lastSeenAt: string;
  /** The period of the same length before; null when nothing was asked for. */
  previous: ConsumerPeriod | null;
  /** The busiest 50; of whole days where parts of days hold too many calls to be read. */
  endpoints: Busiest<ConsumerEndpoint>;
  /** The busiest 50, by whole hours, which are kept 48 h; null for a range that ended before. */
  callers: Busiest<ConsumerCaller> | null;
}
