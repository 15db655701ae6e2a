import { LATENCY_BUCKETS } from './histogram';

const MINUTE_SHIFT = 23;
const MINUTE_FACTOR = 2 ** MINUTE_SHIFT;
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

const ZERO = 48;

/** The number that stands in a text from one place to another. Digit by digit: a third of the time of `Number(slice)`. */
function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) value = value * 10 + text.charCodeAt(at) - ZERO;
  return value;
}

/** Where the number at `from` ends; the last one ends at the brace. */
function endOf(text: string, from: number): number {
  const comma = text.indexOf(',', from);
  return comma < 0 ? text.length - 1 : comma;
}

/** Adds histograms of minutes, as the text of one array, to counts by bucket. */
export function addMinuteLatency(into: Float64Array, literal: string): void {
  for (let from = 1, to; from < literal.length - 1; from = to + 1) {
    to = endOf(literal, from);
    const entry = digits(literal, from, to);
    const bucket = Math.floor(entry / MINUTE_FACTOR);
    into[bucket] = (into[bucket] ?? 0) + (entry & MINUTE_COUNT);
  }
}

/** The histogram of a minute, from the text of its array: small, and added in a fraction of the time that the text takes. */
export function unpackMinuteLatency(literal: string): Int32Array {
  const entries: number[] = [];
  for (let from = 1, to; from < literal.length - 1; from = to + 1) {
    to = endOf(literal, from);
    entries.push(digits(literal, from, to));
  }
  return Int32Array.from(entries);
}

/** Adds what `unpackMinuteLatency` gave to counts by bucket. */
export function addMinuteEntries(into: Float64Array, entries: Int32Array): void {
  for (const entry of entries) {
    const bucket = entry >>> MINUTE_SHIFT;
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

/** Adds histograms of hours or days, as the text of one array, to counts by bucket. By numbers: bigints take many times as long. */
export function addWideLatency(into: Float64Array, literal: string): void {
  for (let from = 1, to; from < literal.length - 1; from = to + 1) {
    to = endOf(literal, from);
    const cut = Math.max(from, to - LOW_DIGITS);
    const high = digits(literal, from, cut);
    const low = digits(literal, cut, to);
    // Rounding never falls below `bucket << 48`, which a number holds exactly, and a count never comes near the next.
    const bucket = Math.floor((high * LOW + low) / WIDE_FACTOR);
    const shifted = SHIFTED[bucket];
    if (shifted) into[bucket] = (into[bucket] ?? 0) + (high - shifted.high) * LOW + (low - shifted.low);
  }
}
