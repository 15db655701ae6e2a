/** An address and where it belongs; null where that is not known. */
export interface PlacedCaller {
  address: string;
  /** ISO 3166-1 alpha-2. */
  country: string | null;
  /** Name of the network that the address belongs to. */
  network: string | null;
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
