import { LATENCY_BUCKETS } from './histogram';

const MINUTE_FACTOR = 2 ** 23;
const MINUTE_COUNT = MINUTE_FACTOR - 1;
const WIDE_SHIFT = 48n;

export interface BucketCount {
  bucket: number;
  calls: number;
}

/** Array literal of a minute's histogram: bucket << 23 | count in an int. Entries must be sorted by bucket. */
export function packMinuteLatency(entries: readonly BucketCount[]): string {
  return `{${entries.map(({ bucket, calls }) => bucket * MINUTE_FACTOR + calls).join(',')}}`;
}

/** Array literal of the histogram of an hour or day: bucket << 48 | count in a bigint. */
export function packWideLatency(entries: readonly BucketCount[]): string {
  return `{${entries.map(({ bucket, calls }) => (BigInt(bucket) << WIDE_SHIFT) + BigInt(calls)).join(',')}}`;
}

/** Adds the histogram of a minute, as text, to counts by bucket. */
export function addMinuteLatency(into: Float64Array, literal: string): void {
  if (literal.length <= 2) return;
  for (const text of literal.slice(1, -1).split(',')) {
    const entry = Number(text);
    const bucket = Math.floor(entry / MINUTE_FACTOR);
    into[bucket] = (into[bucket] ?? 0) + (entry & MINUTE_COUNT);
  }
}

/** A packed entry is up to 17 digits, more than a number holds: its last nine are read by themselves. */
const LOW_DIGITS = 9;
const LOW = 10 ** LOW_DIGITS;
const WIDE_FACTOR = 2 ** 48;
/** `bucket << 48` of every bucket, cut the same way. */
const SHIFTED = Array.from({ length: LATENCY_BUCKETS }, (_, bucket) => {
  const shifted = BigInt(bucket) << WIDE_SHIFT;
  return { high: Number(shifted / BigInt(LOW)), low: Number(shifted % BigInt(LOW)) };
});

/** Adds the histogram of an hour or day, as text, to counts by bucket. By numbers: a quarter of the time of bigints. */
export function addWideLatency(into: Float64Array, literal: string): void {
  if (literal.length <= 2) return;
  for (const text of literal.slice(1, -1).split(',')) {
    const high = Number(text.slice(0, -LOW_DIGITS));
    const low = Number(text.slice(-LOW_DIGITS));
    // Rounding never falls below `bucket << 48`, which a number holds exactly, and a count never comes near the next.
    const bucket = Math.floor((high * LOW + low) / WIDE_FACTOR);
    const shifted = SHIFTED[bucket];
    if (shifted) into[bucket] = (into[bucket] ?? 0) + (high - shifted.high) * LOW + (low - shifted.low);
  }
}
