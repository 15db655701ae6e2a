import type { PendingTotals } from '../../rollups';
import { readCallers, readExceededHours } from '../../storage';
import type { CallerCursor, CallerRow, CallerTimes, Sql } from '../../storage';
import { callsAround } from '../cells/calls-around';
import type { Range, Scope } from '../range/params';
import { callerSegments } from '../range/segments';
import { callerParts } from './caller-parts';
import { widenToCallers } from './counted-range';
import { pendingCallers } from './pending-callers';

const HOUR_MS = 3_600_000;

export interface CallersQuery extends Scope, Range {
  now: Date;
  /** Where the edges of the range mean to read more calls than this, whole hours and days are counted. */
  mostCallsRead: number;
  /** The range was counted before, as it is: that of the first page. */
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

/** The range itself where its edges can be read from calls, else whole hours and days. */
async function countedRange(sql: Sql, query: CallersQuery, pending: readonly PendingTotals[]): Promise<Range> {
  if (query.isCounted) return query;
  const parts = callerSegments(query, query.now).filter(({ source }) => source === 'raw');
  const calls = parts.length === 0 ? 0 : await callsAround(sql, { ...query, parts }, pending);
  return calls > query.mostCallsRead ? widenToCallers(query, query.now) : { from: query.from, to: query.to };
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
  const { rows, count } = await readCallers(sql, {
    ...query,
    parts: callerParts(segments, query.now),
    pending: waiting.sums,
  });
  const firstHour = new Date(Math.floor(counted.from.getTime() / HOUR_MS) * HOUR_MS);
  const exceeded = await readExceededHours(sql, { ...query, from: firstHour, to: counted.to });
  return { counted, rows, count, waitingTimes: waiting.times, complete: exceeded.length === 0 };
}
