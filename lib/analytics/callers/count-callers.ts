import type { PendingTotals } from '../../rollups';
import { AppError } from '../../shared';
import { eachWithinBudget, isOutOfTime, readCallers, readExceededHours, together } from '../../storage';
import type { CallerCursor, CallerPart, CallerRow, CallerTimes, Segment, Sql } from '../../storage';
import { callsAround } from '../cells/calls-around';
import type { Range, Scope } from '../range/params';
import { callerSegments } from '../range/segments';
import { callerParts } from './caller-parts';
import { widenToCallers } from './counted-range';
import { pendingCallers } from './pending-callers';

const HOUR_MS = 3_600_000;
const BUDGET_MS = 3_000;
/** What a range may have grown since its first page was counted, so that all pages count the same. */
const GROWTH = 2;

export interface CallersQuery extends Scope, Range {
  now: Date;
  /** Where the edges of the range mean to read more calls than this, whole hours and days are counted. */
  mostCallsRead: number;
  /** The range comes with a cursor, as the one of the first page: it is counted as it is, unless that page can never have been so. */
  isCounted: boolean;
  after: CallerCursor | null;
  limit: number;
}

export interface CountedCallers {
  counted: Range;
  /** The busiest first. */
  rows: CallerRow[];
  /** How many there are, read or not. */
  count: number;
  /** Of what no rollup holds yet, whatever the range. */
  waitingTimes: ReadonlyMap<string, CallerTimes>;
  /** False when an hour had more callers than the rollups hold. */
  complete: boolean;
}

type Counted = Awaited<ReturnType<typeof readCallers>>;

/** Throws `timeout` when that takes too long. */
async function readInTime(sql: Sql, query: Parameters<typeof readCallers>[1]): Promise<Counted> {
  try {
    return await readCallers(eachWithinBudget(sql, BUDGET_MS), query);
  } catch (error) {
    if (!isOutOfTime(error)) throw error;
    throw new AppError('timeout', 'there are more callers and calls than can be read in time: choose a shorter range');
  }
}

/** The range itself where its edges can be read from calls, else whole hours and days. */
async function countedRange(sql: Sql, query: CallersQuery, pending: readonly PendingTotals[]): Promise<Range> {
  const parts = callerSegments(query, query.now).filter(({ source }) => source === 'raw');
  const calls = parts.length === 0 ? 0 : await callsAround(sql, { ...query, parts }, pending);
  const most = query.mostCallsRead * (query.isCounted ? GROWTH : 1);
  return calls > most ? widenToCallers(query, query.now) : { from: query.from, to: query.to };
}

/** Hours to come of today, which only calls ahead of the clock have: where there are none, a look at all hours of the day is saved. */
async function withoutEmpty(
  sql: Sql,
  { segments, ...query }: CallersQuery & { segments: readonly Segment[] },
  pending: readonly PendingTotals[],
): Promise<CallerPart[]> {
  const parts = callerParts(segments, query.now);
  const isKept = async (part: CallerPart): Promise<boolean> =>
    part.sign === 1 || part.from < query.now || (await callsAround(sql, { ...query, parts: [part] }, pending)) > 0;
  const kept = await together(parts.map(isKept));
  return parts.filter((_, index) => kept[index]);
}

/** Callers with their sums, from tiers, raw edges and what is still pending. */
export async function countCallers(
  sql: Sql,
  query: CallersQuery,
  pending: readonly PendingTotals[],
): Promise<CountedCallers> {
  const counted = await countedRange(sql, query, pending);
  const segments = callerSegments(counted, query.now);
  const waiting = pendingCallers({ ...query, segments }, pending);
  const parts = await withoutEmpty(sql, { ...query, segments }, pending);
  const { rows, count } = await readInTime(sql, { ...query, parts, pending: waiting.sums });
  const firstHour = new Date(Math.floor(counted.from.getTime() / HOUR_MS) * HOUR_MS);
  const exceeded = await readExceededHours(sql, { ...query, from: firstHour, to: counted.to });
  return { counted, rows, count, waitingTimes: waiting.times, complete: exceeded.length === 0 };
}
