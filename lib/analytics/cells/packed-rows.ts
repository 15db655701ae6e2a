import { addMinuteLatency, addWideLatency, emptyHistogram } from '../../stats';
import type { Tier } from '../../storage';

/** All endpoints, or all consumers, of one minute, hour, day or step, column by column. */
export interface RowsAt {
  ids: Int32Array;
  /** Sums of a row; those of the first row, of the second … */
  width: number;
  sums: Float64Array;
  /** Null where histograms were not read. */
  latency: Histograms | null;
}

interface Histograms {
  /** Where the histogram of each row ends. */
  ends: Int32Array;
  buckets: Uint8Array;
  counts: Float64Array;
}

export function bytesOf({ ids, sums, latency }: RowsAt): number {
  const bytes = ids.byteLength + sums.byteLength;
  return latency ? bytes + latency.ends.byteLength + latency.buckets.byteLength + latency.counts.byteLength : bytes;
}

const [ZERO, COMMA] = [48, 44];

/** The whole numbers from one place of a text to another, with commas between them. Digit by digit: a list of parts takes three times as long. */
function readNumbers(into: Float64Array, text: string, { from, to }: { from: number; to: number }): void {
  let at = 0;
  let value = 0;
  for (let index = from; index < to; index++) {
    const code = text.charCodeAt(index);
    if (code === COMMA) {
      into[at++] = value;
      value = 0;
    } else value = value * 10 + code - ZERO;
  }
  into[at] = value;
}

/** Histograms of rows, one after the other. */
class HistogramList {
  private readonly ends: number[] = [];
  private readonly buckets: number[] = [];
  private readonly counts: number[] = [];
  private readonly histogram = emptyHistogram();

  constructor(private readonly tier: Tier) {}

  add(literal: string): void {
    const { histogram, buckets, counts } = this;
    histogram.fill(0);
    if (this.tier === 'minute') addMinuteLatency(histogram, literal);
    else addWideLatency(histogram, literal);
    for (let bucket = 0; bucket < histogram.length; bucket++) {
      const count = histogram[bucket] ?? 0;
      if (count === 0) continue;
      buckets.push(bucket);
      counts.push(count);
    }
    this.ends.push(buckets.length);
  }

  packed(): Histograms {
    const { ends, buckets, counts } = this;
    return { ends: Int32Array.from(ends), buckets: Uint8Array.from(buckets), counts: Float64Array.from(counts) };
  }
}

export interface Shape {
  /** Sums of a row. */
  width: number;
  /** Of what the histograms are; null without. */
  latencyOf: Tier | null;
}

/** Each row ends with a literal. */
function countRows(text: string): number {
  let rows = 0;
  for (let at = text.indexOf('{'); at >= 0; at = text.indexOf('{', at + 1)) rows++;
  return rows;
}

/** The rows that a text holds, see RowsText. */
export function packRows(text: string, { width, latencyOf }: Shape): RowsAt {
  const rows = countRows(text);
  const ids = new Int32Array(rows);
  const sums = new Float64Array(rows * width);
  const list = latencyOf && new HistogramList(latencyOf);
  const numbers = new Float64Array(width + 1);
  for (let row = 0, from = 0; row < rows; row++) {
    const brace = text.indexOf('{', from);
    const end = text.indexOf('}', brace) + 1;
    readNumbers(numbers, text, { from, to: brace });
    ids[row] = numbers[0] ?? 0;
    for (let column = 0; column < width; column++) sums[row * width + column] = numbers[column + 1] ?? 0;
    list?.add(text.slice(brace, end));
    from = end;
  }
  return { ids, width, sums, latency: list ? list.packed() : null };
}
