import { countRebuilds, readMarks, TIER_SECONDS, together } from '../../storage';
import type { Mark, RowsText, Sql, Tier } from '../../storage';
import { MarkedMemory, memoriesOf } from './marked-memory';

/** What a unit is part of: whatever changes a minute changes its hour, whatever changes an hour its day. */
export const LARGER: Readonly<Record<Tier, 'hour' | 'day' | null>> = { minute: 'hour', hour: 'day', day: null };

export type Marks = ReadonlyMap<number, Mark>;

export interface MarksQuery {
  projectId: number;
  environmentIds: readonly number[];
  tier: Tier;
  /** Seconds since the epoch. */
  from: number;
  to: number;
  /** All together unless told. */
  endpointId?: number;
}

interface Asked {
  marks: Map<string, Promise<Marks>>;
  rebuilds: Map<number, Promise<number>>;
}

/** Of one snapshot: several reads of an answer ask for the same marks. */
const askedOf = new WeakMap<Sql, Asked>();

function askedIn(sql: Sql): Asked {
  const known = askedOf.get(sql) ?? { marks: new Map(), rebuilds: new Map() };
  askedOf.set(sql, known);
  return known;
}

function rebuildsOf(sql: Sql, projectId: number): Promise<number> {
  const { rebuilds } = askedIn(sql);
  const known = rebuilds.get(projectId) ?? countRebuilds(sql, projectId);
  rebuilds.set(projectId, known);
  return known;
}

async function readAll(sql: Sql, { from, to, endpointId = 0, ...query }: MarksQuery): Promise<Marks> {
  const range = { from: new Date(from * 1000), to: new Date(to * 1000) };
  const [rebuilds, marks] = await together([
    rebuildsOf(sql, query.projectId),
    readMarks(sql, { ...query, ...range, endpointId }),
  ]);
  return new Map([...marks].map(([at, { mark, calls }]) => [at, { mark: `${rebuilds} ${mark}`, calls }]));
}

/** The marks of all endpoints and consumers, or of one endpoint, in a stretch of time, as the snapshot has them. */
export function marksOf(sql: Sql, query: MarksQuery): Promise<Marks> {
  const { marks } = askedIn(sql);
  const { projectId, environmentIds, tier, from, to, endpointId = 0 } = query;
  const key = [projectId, environmentIds, tier, from, to, endpointId].join(' ');
  const known = marks.get(key) ?? readAll(sql, query);
  marks.set(key, known);
  return known;
}

/** Times (seconds) of units that follow each other, as stretches. */
export function stretchesOf(times: Iterable<number>, unit: number): { from: number; to: number }[] {
  const stretches: { from: number; to: number }[] = [];
  for (const at of [...times].sort((a, b) => a - b)) {
    const last = stretches.at(-1);
    if (last?.to === at) last.to += unit;
    else stretches.push({ from: at, to: at + unit });
  }
  return stretches;
}

/** Rows of units (seconds), by their start; those that follow each other are read at once. */
export async function readStretches(
  times: Iterable<number>,
  unit: number,
  read: (range: { from: Date; to: Date }) => Promise<RowsText[]>,
): Promise<Map<number, string>> {
  const stretches = stretchesOf(times, unit);
  const rows = await together(
    stretches.map(({ from, to }) => read({ from: new Date(from * 1000), to: new Date(to * 1000) })),
  );
  return new Map(rows.flat().map(({ at, rows: text }) => [at, text]));
}

/** Larger units whose parts are known. */
const MOST_KNOWN = 5_000;
const memoryOf = memoriesOf<Marks>(() => new MarkedMemory(MOST_KNOWN, () => 1));

async function readParts(sql: Sql, query: MarksQuery): Promise<[number, Marks][]> {
  const length = TIER_SECONDS[LARGER[query.tier] ?? 'day'];
  const parts = new Map<number, Map<number, Mark>>();
  for (let at = query.from; at < query.to; at += length) parts.set(at, new Map());
  for (const [at, mark] of await marksOf(sql, query)) parts.get(Math.floor(at / length) * length)?.set(at, mark);
  return [...parts];
}

/**
 * Marks of minutes, or of hours, with those of the hours or days around them. While the larger unit's mark is the same, those of
 * its parts are: they are read of what has changed alone.
 */
export async function marksWithin(
  sql: Sql,
  memory: object,
  query: MarksQuery & { larger: 'hour' | 'day' },
): Promise<{ larger: Marks; parts: Map<number, Marks> }> {
  const { larger: tier, projectId, environmentIds } = query;
  const length = TIER_SECONDS[tier];
  const around = { from: Math.floor(query.from / length) * length, to: Math.ceil(query.to / length) * length };
  const larger = await marksOf(sql, { ...query, ...around, tier });
  const known = memoryOf(memory);
  const keyOf = (at: number): string => `${projectId} ${environmentIds.join(',')} ${tier} ${at}`;
  const parts = new Map<number, Marks>();
  const missing: number[] = [];
  for (const [at, { mark }] of larger) {
    const found = known.find(keyOf(at), mark);
    if (found) parts.set(at, found);
    else missing.push(at);
  }
  const stretches = stretchesOf(missing, length);
  const read = await together(stretches.map((stretch) => readParts(sql, { ...query, ...stretch })));
  for (const [at, value] of read.flat()) {
    const mark = larger.get(at)?.mark;
    if (mark !== undefined) known.keep(keyOf(at), { mark, value });
    parts.set(at, value);
  }
  return { larger, parts };
}
