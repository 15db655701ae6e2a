/** Who announces the network of an address: an autonomous system. */
export interface Provider {
  asn: number;
  /** Of the organisation. */
  name: string;
}

/** An address and where it belongs. */
export interface PlacedCaller {
  address: string;
  /** ISO 3166-1 alpha-2: where the network that announces the address is registered. Null of private and unknown ones. */
  country: string | null;
  /** The /24 that it lies in, of IPv6 the /64: `203.0.113.0/24`. */
  network: string;
  /** Null of private and unknown addresses. */
  provider: Provider | null;
}

/** One caller over a range. The two times are of all calls that are kept, to the minute. */
export interface CallerItem extends PlacedCaller {
  calls: number;
  errors: number;
  errorRatio: number | null;
  rateLimited: number;
  firstSeenAt: string;
  lastSeenAt: string;
}

/** The busiest first. */
export interface CallersAnswer {
  /** The range that was counted: wider than asked for, by whole days, where that would have meant to read too many calls. */
  from: string;
  to: string;
  callers: CallerItem[];
  /** How many there are on all pages. */
  count: number;
  /** False when an hour of the range had more than 100,000 callers: those beyond are not counted. */
  complete: boolean;
  nextCursor: string | null;
}
