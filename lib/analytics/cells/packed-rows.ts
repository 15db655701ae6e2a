import { addMinuteLatency, addWideLatency, emptyHistogram } from '../../stats';
import { readTierRows } from '../../storage';
import type { Sql, TierRow, TierRowsQuery } from '../../storage';

/** All endpoints, or all consumers, of one minute, hour or day, column by column. */
export interface RowsAt {
  ids: Int32Array;
  /** Those of the first row, of the second … */
  sums: Float64Array;
  /** Null where histograms were not read. */
  latency: Histograms | null;
}

export interface Histograms {
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

/** The whole numbers of a text, with commas between them. Digit by digit: a list of parts takes three times as long. */
function addNumbers(into: Float64Array, first: number, text: string): void {
  let at = first;
  let value = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === COMMA) {
      into[at++] = value;
      value = 0;
    } else value = value * 10 + code - ZERO;
  }
  into[at] = value;
}

function histogramsOf(rows: readonly TierRow[], tier: TierRowsQuery['tier']): Histograms {
  const add = tier === 'minute' ? addMinuteLatency : addWideLatency;
  const ends = new Int32Array(rows.length);
  const buckets: number[] = [];
  const counts: number[] = [];
  const histogram = emptyHistogram();
  rows.forEach(({ latency }, row) => {
    histogram.fill(0);
    add(histogram, latency);
    for (let bucket = 0; bucket < histogram.length; bucket++) {
      const count = histogram[bucket] ?? 0;
      if (count === 0) continue;
      buckets.push(bucket);
      counts.push(count);
    }
    ends[row] = buckets.length;
  });
  return { ends, buckets: Uint8Array.from(buckets), counts: Float64Array.from(counts) };
}

function packed(rows: readonly TierRow[], { tier, latency, width }: PackedQuery): RowsAt {
  const sums = new Float64Array(rows.length * width);
  rows.forEach((row, index) => addNumbers(sums, index * width, row.sums));
  return {
    ids: Int32Array.from(rows, ({ id }) => id),
    sums,
    latency: latency ? histogramsOf(rows, tier) : null,
  };
}

interface PackedQuery extends TierRowsQuery {
  /** Sums in a row. */
  width: number;
}

/** What is stored of a stretch of time, by its minutes, hours or days (seconds since the epoch) that hold anything. */
export async function readPacked(sql: Sql, query: PackedQuery): Promise<Map<number, RowsAt>> {
  const byTime = new Map<number, TierRow[]>();
  for (const row of await readTierRows(sql, query)) {
    const known = byTime.get(row.at);
    if (known) known.push(row);
    else byTime.set(row.at, [row]);
  }
  return new Map([...byTime].map(([at, rows]) => [at, packed(rows, query)]));
}
