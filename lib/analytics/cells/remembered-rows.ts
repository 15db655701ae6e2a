import { readTierRows, TIER_SECONDS, together } from '../../storage';
import type { Mark, Sql, Tier, TierRowsQuery } from '../../storage';
import { MarkedMemory, memoriesOf } from './marked-memory';
import { bytesOf, packRows } from './packed-rows';
import type { RowsAt } from './packed-rows';
import { bucketOf, SECONDS_PER_MINUTE } from './pending-filter';
import { LARGER, marksOf, marksWithin, readStretches } from './unit-marks';
import type { Marks } from './unit-marks';
import type { WorkTime } from './work-time';

/** A day of hours and two weeks of days of 500 endpoints are 15 MB, two hours of minutes at most 10. */
const MOST_BYTES = 64 << 20;

export interface RememberedQuery extends Omit<TierRowsQuery, 'latency'> {
  stepSeconds: number | null;
  /** Whether histograms are used; `kept` = not now, but soon. */
  latency: 'used' | 'kept' | 'none';
  /** Whether the larger units around the range, and all their parts, are still there. */
  isWhole: boolean;
  /** Now, in seconds: a larger unit that ends later changes with every call, and is read again each time. */
  nowSeconds: number;
  time: WorkTime;
}

/** Rows that are part of what was asked for: added, or taken away from a larger unit that was. */
export interface Share {
  rows: RowsAt;
  /** Start of their bucket, seconds since the epoch. */
  bucket: number;
  sign: 1 | -1;
}

interface Unit {
  tier: Tier;
  /** Seconds since the epoch. */
  at: number;
  mark: string;
}

interface SignedUnit extends Unit {
  /** What is remembered of it. */
  rows: RowsAt | undefined;
  bucket: number;
  sign: 1 | -1;
}

/** A stretch (seconds) of one larger unit. */
interface Piece {
  from: number;
  to: number;
  larger: { at: number; end: number; mark: Mark; parts: Marks };
}

/** Shared by all that is remembered of lists. */
export const rowsMemoryOf = memoriesOf<RowsAt>(() => new MarkedMemory(MOST_BYTES, bytesOf));

type Memory = ReturnType<typeof rowsMemoryOf>;

const keyOf = ({ projectId, environmentIds, of }: RememberedQuery, { tier, at }: Unit): string =>
  `${projectId} ${environmentIds.length === 1 ? environmentIds[0] : environmentIds.join(',')} ${of} ${tier} ${at}`;

/** Are these rows all that others are, and perhaps more? */
const holdsAll = (rows: RowsAt, { width, latency }: { width: number; latency: boolean }): boolean =>
  rows.width >= width && (rows.latency !== null || !latency);

/** A unit with what is remembered of it, if that is all that is used or soon will be. */
function recall(memory: Memory, query: RememberedQuery, unit: Unit & { bucket: number; sign: 1 | -1 }): SignedUnit {
  const found = memory.find(keyOf(query, unit), unit.mark);
  const asked = { width: query.columns, latency: query.latency !== 'none' };
  return { ...unit, rows: found && holdsAll(found, asked) ? found : undefined };
}

const bucketAt = (at: number, { stepSeconds }: RememberedQuery): number =>
  bucketOf(Math.floor(at / SECONDS_PER_MINUTE), stepSeconds);

/** What reading a larger unit costs, in smaller ones; and, in as many, what one costs that is remembered. */
const [LARGER_COST, KNOWN_COST] = [3, 0.02];

function costOf(units: readonly SignedUnit[], tier: Tier): number {
  return units.reduce((sum, unit) => sum + (unit.rows ? KNOWN_COST : unit.tier === tier ? 1 : LARGER_COST), 0);
}

/** The larger unit and those beside a stretch, to be taken away from it; null where they do not tell the stretch. */
function wholeLess(piece: Piece, query: RememberedQuery, memory: Memory): SignedUnit[] | null {
  const { from, to, larger } = piece;
  const tier = LARGER[query.tier];
  const bucket = bucketAt(from, query);
  if (tier === null || larger.end > query.nowSeconds || bucketAt(to - 1, query) !== bucket) return null;
  let calls = 0;
  for (const mark of larger.parts.values()) calls += mark.calls;
  if (calls !== larger.mark.calls) return null;
  const beside = [...larger.parts].filter(([at]) => at < from || at >= to);
  return [
    recall(memory, query, { tier, at: larger.at, mark: larger.mark.mark, bucket, sign: 1 }),
    ...beside.map(([at, { mark }]) => recall(memory, query, { tier: query.tier, at, mark, bucket, sign: -1 })),
  ];
}

/**
 * The units that a stretch is made of, or the larger unit and those that it lies beside, whichever is less to read: of nearly a
 * whole hour, that hour is known, and few minutes are taken away from it. Not where calls of the parts, such as some that are
 * kept no more, are not all of its calls.
 */
function unitsOf(piece: Piece, query: RememberedQuery, memory: Memory): SignedUnit[] {
  const { from, to, larger } = piece;
  const inside = [...larger.parts]
    .filter(([at]) => at >= from && at < to)
    .map(([at, { mark }]) =>
      recall(memory, query, { tier: query.tier, at, mark, bucket: bucketAt(at, query), sign: 1 }),
    );
  const isFew = inside.length === larger.parts.size || costOf(inside, query.tier) <= 2 * KNOWN_COST;
  const difference = isFew ? null : wholeLess(piece, query, memory);
  return difference && costOf(difference, query.tier) < costOf(inside, query.tier) ? difference : inside;
}

/** The stretches of larger units that a range is made of. */
async function piecesOf(
  sql: Sql,
  { database, larger: tier, query }: { database: object; larger: 'hour' | 'day'; query: RememberedQuery },
): Promise<Piece[]> {
  const [from, to] = [query.from.getTime() / 1000, query.to.getTime() / 1000];
  const { larger, parts } = await marksWithin(sql, database, { ...query, from, to, larger: tier });
  return [...larger].flatMap(([at, mark]) => {
    const end = at + TIER_SECONDS[tier];
    const known = parts.get(at);
    return known ? [{ from: Math.max(from, at), to: Math.min(to, end), larger: { at, end, mark, parts: known } }] : [];
  });
}

async function unitsIn(sql: Sql, database: object, query: RememberedQuery): Promise<SignedUnit[]> {
  const larger = query.isWhole ? LARGER[query.tier] : null;
  if (larger) {
    const pieces = await piecesOf(sql, { database, larger, query });
    return pieces.flatMap((piece) => unitsOf(piece, query, rowsMemoryOf(database)));
  }
  const marks = await marksOf(sql, { ...query, from: query.from.getTime() / 1000, to: query.to.getTime() / 1000 });
  const { tier } = query;
  const memory = rowsMemoryOf(database);
  return [...marks].map(([at, { mark }]) =>
    recall(memory, query, { tier, at, mark, bucket: bucketAt(at, query), sign: 1 }),
  );
}

/** Reads units of one tier, those that hold nothing, too. */
async function load(sql: Sql, query: RememberedQuery, units: readonly Unit[]): Promise<[Unit, RowsAt][]> {
  const { tier } = units[0] ?? query;
  const latency = query.latency !== 'none';
  const shape = { width: query.columns, latencyOf: latency ? tier : null };
  const byTime = new Map(units.map((unit) => [unit.at, unit]));
  const found = await readStretches(byTime.keys(), TIER_SECONDS[tier], (range) =>
    readTierRows(query.time.within(sql), { ...query, ...range, tier, latency }),
  );
  const packed: [Unit, RowsAt][] = [];
  for (const [at, unit] of byTime) {
    await query.time.spend();
    packed.push([unit, packRows(found.get(at) ?? '', shape)]);
  }
  return packed;
}

/** Keeps rows, unless as many or more were read beside them meanwhile. */
function remember(memory: Memory, key: string, { mark, value }: { mark: string; value: RowsAt }): void {
  const known = memory.find(key, mark);
  const read = { width: value.width, latency: value.latency !== null };
  if (!known || !holdsAll(known, read)) memory.keep(key, { mark, value });
}

/**
 * All endpoints or consumers of a range of whole minutes, hours or days: those that are remembered, and the others, which are read
 * and remembered. Calls that are added to any of them change the row of endpoint 0 in the same transaction, and whatever else
 * is done to them is counted there: by both, of the same snapshot, what is told is what is stored.
 */
export async function rememberedRows(sql: Sql, database: object, query: RememberedQuery): Promise<Share[]> {
  const memory = rowsMemoryOf(database);
  const shares: Share[] = [];
  const missing: SignedUnit[] = [];
  for (const unit of await unitsIn(sql, database, query)) {
    const { rows, bucket, sign } = unit;
    if (rows) shares.push({ rows, bucket, sign });
    else missing.push(unit);
  }
  const tiers = [...new Set(missing.map(({ tier }) => tier))];
  const loads = tiers.map((tier) =>
    load(
      sql,
      query,
      missing.filter((unit) => unit.tier === tier),
    ),
  );
  const loaded = new Map((await together(loads)).flat());
  for (const unit of missing) {
    const rows = loaded.get(unit);
    if (!rows) continue;
    remember(memory, keyOf(query, unit), { mark: unit.mark, value: rows });
    shares.push({ rows, bucket: unit.bucket, sign: unit.sign });
  }
  return shares;
}
