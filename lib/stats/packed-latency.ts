const MINUTE_FACTOR = 2 ** 23;
const MINUTE_COUNT = MINUTE_FACTOR - 1;
const WIDE_SHIFT = 48n;
const WIDE_COUNT = (1n << WIDE_SHIFT) - 1n;

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

/** Adds the histogram of an hour or day, as text, to counts by bucket. */
export function addWideLatency(into: Float64Array, literal: string): void {
  if (literal.length <= 2) return;
  for (const text of literal.slice(1, -1).split(',')) {
    const entry = BigInt(text);
    const bucket = Number(entry >> WIDE_SHIFT);
    into[bucket] = (into[bucket] ?? 0) + Number(entry & WIDE_COUNT);
  }
}
