import { CONSUMER_SUMS, ENDPOINT_SUMS, together } from '../../storage';
import type { Mark, Sql, Tier } from '../../storage';
import { MarkedMemory, memoriesOf } from './marked-memory';
import { bytesOf, readPacked } from './packed-rows';
import type { RowsAt } from './packed-rows';
import { bucketOf, SECONDS_PER_MINUTE } from './pending-filter';
import { LARGER, marksOf, marksWithin, stretchesOf, UNIT_SECONDS } from './unit-marks';
import type { Marks } from './unit-marks';

/** A day of hours and two weeks of days of 500 endpoints are 15 MB, two hours of minutes at most 10. */
const MOST_BYTES = 64 << 20;
const WIDTHS = { endpoint: ENDPOINT_SUMS.length, consumer: CONSUMER_SUMS.length } as const;

export interface RememberedQuery {
  projectId: number;
  environmentIds: readonly number[];
  of: 'endpoint' | 'consumer';
  tier: Tier;
  /** Whole minutes, hours or days. */
  from: Date;
  to: Date;
  stepSeconds: number | null;
  /** Whether histograms are used; `kept` = not now, but soon. */
  latency: 'used' | 'kept' | 'none';
  /** Whether the larger units around the range, and all their parts, are still there. */
  isWhole: boolean;
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
  bucket: number;
  sign: 1 | -1;
}

/** A stretch (seconds) of one larger unit. */
interface Piece {
  from: number;
  to: number;
  larger: { at: number; end: number; mark: Mark; parts: Marks };
}

const memoryOf = memoriesOf<RowsAt>(() => new MarkedMemory(MOST_BYTES, bytesOf));

type Memory = ReturnType<typeof memoryOf>;

const keyOf = ({ projectId, environmentIds, of }: RememberedQuery, { tier, at }: Unit): string =>
  `${projectId} ${environmentIds.join(',')} ${of} ${tier} ${at}`;

/** What is remembered of a unit, with histograms if these are used or soon will be. */
function find(memory: Memory, query: RememberedQuery, unit: Unit): RowsAt | undefined {
  const rows = memory.find(keyOf(query, unit), unit.mark);
  return rows?.latency || query.latency === 'none' || query.of === 'consumer' ? rows : undefined;
}

const bucketAt = (at: number, { stepSeconds }: RememberedQuery): number =>
  bucketOf(Math.floor(at / SECONDS_PER_MINUTE), stepSeconds);

/** What reading a larger unit costs, in smaller ones; and, in as many, what one costs that is remembered. */
const [LARGER_COST, KNOWN_COST] = [3, 0.02];

/**
 * The units that a stretch is made of, or the larger unit and those that it lies beside, whichever is less to read: of nearly a
 * whole hour, that hour is known, and few minutes are taken away from it. Not where calls of the parts, such as some that are
 * kept no more, are not all of its calls.
 */
function unitsOf(piece: Piece, query: RememberedQuery, memory: Memory): SignedUnit[] {
  const { from, to, larger } = piece;
  const inside: SignedUnit[] = [];
  const beside: SignedUnit[] = [];
  let calls = 0;
  const first = bucketAt(from, query);
  for (const [at, { mark, calls: some }] of larger.parts) {
    calls += some;
    const isInside = at >= from && at < to;
    const bucket = isInside ? bucketAt(at, query) : first;
    if (isInside) inside.push({ tier: query.tier, at, mark, bucket, sign: 1 });
    else beside.push({ tier: query.tier, at, mark, bucket, sign: -1 });
  }
  const tier = LARGER[query.tier];
  const isOneBucket = inside.every(({ bucket }) => bucket === first);
  if (tier === null || beside.length === 0 || !isOneBucket || calls !== larger.mark.calls) return inside;
  const whole: SignedUnit = { tier, at: larger.at, mark: larger.mark.mark, bucket: first, sign: 1 };
  const cost = (unit: Unit): number =>
    find(memory, query, unit) ? KNOWN_COST : unit.tier === query.tier ? 1 : LARGER_COST;
  const costOf = (units: readonly Unit[]): number => units.reduce((sum, unit) => sum + cost(unit), 0);
  const difference = [whole, ...beside];
  return costOf(difference) < costOf(inside) ? difference : inside;
}

/** The stretches of larger units that a range is made of. */
async function piecesOf(
  sql: Sql,
  { memory, larger: tier, query }: { memory: object; larger: 'hour' | 'day'; query: RememberedQuery },
): Promise<Piece[]> {
  const [from, to] = [query.from.getTime() / 1000, query.to.getTime() / 1000];
  const { larger, parts } = await marksWithin(sql, memory, { ...query, from, to, larger: tier });
  return [...larger].flatMap(([at, mark]) => {
    const end = at + UNIT_SECONDS[tier];
    const known = parts.get(at);
    return known ? [{ from: Math.max(from, at), to: Math.min(to, end), larger: { at, end, mark, parts: known } }] : [];
  });
}

async function unitsIn(sql: Sql, memory: object, query: RememberedQuery): Promise<SignedUnit[]> {
  const larger = query.isWhole ? LARGER[query.tier] : null;
  if (larger) {
    const pieces = await piecesOf(sql, { memory, larger, query });
    return pieces.flatMap((piece) => unitsOf(piece, query, memoryOf(memory)));
  }
  const marks = await marksOf(sql, { ...query, from: query.from.getTime() / 1000, to: query.to.getTime() / 1000 });
  const { tier } = query;
  return [...marks].map(([at, { mark }]) => ({ tier, at, mark, bucket: bucketAt(at, query), sign: 1 }));
}

const NOTHING: RowsAt = { ids: new Int32Array(), sums: new Float64Array(), latency: null };
const NO_LATENCY = { ends: new Int32Array(), buckets: new Uint8Array(), counts: new Float64Array() };

/** Reads units of one tier and remembers them, those that hold nothing, too. */
async function load(sql: Sql, query: RememberedQuery, units: readonly Unit[]): Promise<[Unit, RowsAt][]> {
  const { tier } = units[0] ?? query;
  const latency = query.latency !== 'none' && query.of === 'endpoint';
  const byTime = new Map(units.map((unit) => [unit.at, unit]));
  const times = [...byTime.keys()].sort((a, b) => a - b);
  const read = await together(
    stretchesOf(times, UNIT_SECONDS[tier]).map(({ from, to }) =>
      readPacked(sql, {
        ...query,
        tier,
        latency,
        width: WIDTHS[query.of],
        from: new Date(from * 1000),
        to: new Date(to * 1000),
      }),
    ),
  );
  const found = new Map(read.flatMap((stretch) => [...stretch]));
  const nothing = latency ? { ...NOTHING, latency: NO_LATENCY } : NOTHING;
  return [...byTime].map(([at, unit]) => [unit, found.get(at) ?? nothing]);
}

/**
 * All endpoints or consumers of a range of whole minutes, hours or days: those that are remembered, and the others, which are read
 * and remembered. Calls that are added to any of them change the row of endpoint 0 in the same transaction, and whatever else
 * is done to them is counted there: by both, of the same snapshot, what is told is what is stored.
 */
export async function rememberedRows(sql: Sql, database: object, query: RememberedQuery): Promise<Share[]> {
  const memory = memoryOf(database);
  const units = await unitsIn(sql, database, query);
  const shares: Share[] = [];
  const missing: SignedUnit[] = [];
  for (const unit of units) {
    const rows = find(memory, query, unit);
    if (rows) shares.push({ rows, bucket: unit.bucket, sign: unit.sign });
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
    memory.keep(keyOf(query, unit), { mark: unit.mark, value: rows });
    shares.push({ rows, bucket: unit.bucket, sign: unit.sign });
  }
  return shares;
}
