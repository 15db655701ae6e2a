import { addWideLatency, emptyHistogram } from '../../stats';
import { countRebuilds, readMarks, readTierRows } from '../../storage';
import type { Sql, TierRow, TierRowsQuery } from '../../storage';
import type { Range } from '../range/params';

const UNIT_SECONDS = { hour: 3_600, day: 86_400 } as const;
/** A day of hours and two weeks of days of 500 endpoints are 15 MB. */
const MOST_BYTES = 64 << 20;

/** All endpoints, or all consumers, of one hour or day, column by column. */
export interface RowsAt {
  /** Seconds since the epoch. */
  at: number;
  ids: Int32Array;
  /** Those of the first row, of the second … */
  sums: Float64Array;
  /** Where the histogram of each row ends. */
  ends: Int32Array;
  buckets: Uint8Array;
  counts: Float64Array;
}

interface Remembered {
  mark: string;
  rows: RowsAt;
}

const bytesOf = ({ ids, sums, ends, buckets, counts }: RowsAt): number =>
  [ids, sums, ends, buckets, counts].reduce((sum, { byteLength }) => sum + byteLength, 0);

/** Rows by what was asked for; those that were not asked for the longest are forgotten first. */
class Memory {
  private readonly known = new Map<string, Remembered>();
  private bytes = 0;

  find(key: string, mark: string | undefined): RowsAt | undefined {
    const found = this.known.get(key);
    if (!found || found.mark !== mark) return undefined;
    this.known.delete(key);
    this.known.set(key, found);
    return found.rows;
  }

  keep(key: string, remembered: Remembered): void {
    this.forget(key);
    this.known.set(key, remembered);
    this.bytes += bytesOf(remembered.rows);
    for (const oldest of this.known.keys()) {
      if (this.bytes <= MOST_BYTES) return;
      this.forget(oldest);
    }
  }

  private forget(key: string): void {
    const found = this.known.get(key);
    if (!found) return;
    this.bytes -= bytesOf(found.rows);
    this.known.delete(key);
  }
}

const memories = new WeakMap<object, Memory>();

function memoryOf(key: object): Memory {
  const known = memories.get(key) ?? new Memory();
  memories.set(key, known);
  return known;
}

type Marks = Map<number, string>;
/** Of one snapshot: several reads of an answer ask for the same hours. */
const marksOfSnapshot = new WeakMap<Sql, Map<string, Promise<Marks>>>();

async function readAllMarks(sql: Sql, query: TierRowsQuery): Promise<Marks> {
  const [rebuilds, marks] = await Promise.all([
    countRebuilds(sql, query.projectId),
    readMarks(sql, { ...query, endpointId: 0 }),
  ]);
  return new Map([...marks].map(([at, mark]) => [at, `${rebuilds} ${mark}`]));
}

function marksOf(sql: Sql, query: TierRowsQuery): Promise<Marks> {
  const asked = marksOfSnapshot.get(sql) ?? new Map<string, Promise<Marks>>();
  marksOfSnapshot.set(sql, asked);
  const key = [query.projectId, query.environmentIds, query.tier, query.from.getTime(), query.to.getTime()].join(' ');
  const known = asked.get(key) ?? readAllMarks(sql, query);
  asked.set(key, known);
  return known;
}

function histogramsOf(rows: readonly TierRow[]): Pick<RowsAt, 'ends' | 'buckets' | 'counts'> {
  const ends = new Int32Array(rows.length);
  const buckets: number[] = [];
  const counts: number[] = [];
  const histogram = emptyHistogram();
  rows.forEach(({ latency }, row) => {
    histogram.fill(0);
    addWideLatency(histogram, latency);
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

const packed = (at: number, rows: readonly TierRow[]): RowsAt => ({
  at,
  ids: Int32Array.from(rows, ({ id }) => id),
  sums: Float64Array.from(rows.flatMap(({ sums }) => sums)),
  ...histogramsOf(rows),
});

async function readStretch(sql: Sql, query: TierRowsQuery): Promise<RowsAt[]> {
  const byTime = new Map<number, TierRow[]>();
  for (const row of await readTierRows(sql, query)) {
    const known = byTime.get(row.at);
    if (known) known.push(row);
    else byTime.set(row.at, [row]);
  }
  return [...byTime].map(([at, rows]) => packed(at, rows));
}

/** Stretches of hours or days (seconds) that follow each other. */
function stretchesOf(times: readonly number[], unit: number): Range[] {
  const stretches: { from: number; to: number }[] = [];
  for (const at of times) {
    const last = stretches.at(-1);
    if (last?.to === at) last.to += unit;
    else stretches.push({ from: at, to: at + unit });
  }
  return stretches.map(({ from, to }) => ({ from: new Date(from * 1000), to: new Date(to * 1000) }));
}

/**
 * All endpoints or consumers of whole hours or days, as far as they are remembered, and the stretches that are not; `most` of these,
 * the oldest first, are read and remembered. Calls that are added to any of them change the row of endpoint 0 in the same
 * transaction, and whatever else is done to them is counted there: by both, of the same snapshot, what is told is what is stored.
 */
export async function rememberedRows(
  sql: Sql,
  memory: object,
  { most, ...query }: TierRowsQuery & { most: number },
): Promise<{ known: RowsAt[]; missing: Range[] }> {
  const { projectId, environmentIds, of, tier, from, to } = query;
  const remembered = memoryOf(memory);
  const keyOf = (at: number): string => `${projectId} ${environmentIds.join(',')} ${of} ${tier} ${at}`;
  const marks = await marksOf(sql, query);
  const unit = UNIT_SECONDS[tier];
  const known: RowsAt[] = [];
  const times: number[] = [];
  for (let at = from.getTime() / 1000; at < to.getTime() / 1000; at += unit) {
    const rows = remembered.find(keyOf(at), marks.get(at));
    if (rows) known.push(rows);
    else if (marks.has(at)) times.push(at);
  }
  for (const stretch of stretchesOf(times.slice(0, most), unit)) {
    for (const rows of await readStretch(sql, { ...query, ...stretch })) {
      const mark = marks.get(rows.at);
      if (mark !== undefined) remembered.keep(keyOf(rows.at), { mark, rows });
      known.push(rows);
    }
  }
  return { known, missing: stretchesOf(times.slice(most), unit) };
}
