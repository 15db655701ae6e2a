export interface RatePolicyVersion {
  id: number;
  version: number;
}

/** Calls of one key that finished in one second. */
export interface RateCount {
  /** Those that it counts for. */
  policies: readonly RatePolicyVersion[];
  environmentId: number;
  /** Address or /64 of the caller, number of the consumer, or hexadecimal accountHash. */
  key: string;
  /** Seconds since the epoch. */
  second: number;
  backfill: boolean;
  calls: number;
}

/** The most that a key sent in one window, of the windows that ended within an hour. */
export interface RatePeak {
  policyId: number;
  version: number;
  environmentId: number;
  key: string;
  /** Start of the hour, seconds since the epoch. */
  hour: number;
  peak: number;
  /** In the hour; 0 for a key that is shown no more, since others are busier. */
  calls: number;
  /** Seconds with calls in which the key was over its limit. */
  secondsOver: number;
}
