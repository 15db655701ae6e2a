import { z } from 'zod';
import { cursorParam, limitParam, requirePermission, requireProject, writeCursor } from '../../access';
import type { Context } from '../../access';
import { AppError, canonicalAddress } from '../../shared';
import type { CallerItem, CallersAnswer } from '../../shared';
import type { PendingTotals } from '../../rollups';
import { readCallers, readCallerTimes, readExceededHours } from '../../storage';
import type { CallerCursor, CallerRow, CallerTimes, Sql } from '../../storage';
import { callsAround } from '../cells/calls-around';
import { loadPending } from '../cells/load-pending';
import { rangeParams, requireRange, scopeOf } from '../range/params';
import type { Range, Scope } from '../range/params';
import { keptSince } from '../range/require-kept';
import { callerSegments } from '../range/segments';
import { widenToCallers } from './counted-range';
import { pendingCallers } from './pending-callers';

const DEFAULT_LIMIT = 100;
// Reading so many calls takes a fifth of a second; beyond, whole hours and days are counted.
const MOST_CALLS_READ = 200_000;
const HOUR_MS = 3_600_000;

/** Calls and address of the last caller, and the range that was counted: all pages count the same. */
const place = z
  .tuple([z.number(), z.string(), z.int().min(0).max(4e12), z.int().min(0).max(4e12)])
  .refine(([, address, fromMs, toMs]) => canonicalAddress(address) !== null && fromMs < toMs);

export const callersInput = z.object({
  ...rangeParams,
  limit: limitParam(DEFAULT_LIMIT),
  cursor: cursorParam(place).optional(),
});
export type CallersInput = z.output<typeof callersInput>;

interface Query extends Scope, Range {
  now: Date;
  mostCallsRead: number;
  after: CallerCursor | null;
  limit: number;
}

interface Page {
  counted: Range;
  rows: CallerRow[];
  count: number;
  /** Of rollups, and of what waits for them. */
  times: ReadonlyMap<string, CallerTimes>[];
  complete: boolean;
}

/** The range itself where its edges can be read from calls, else whole hours and days. */
async function countedRange(sql: Sql, query: Query, pending: readonly PendingTotals[]): Promise<Range> {
  if (query.after) return query;
  const parts = callerSegments(query, query.now).filter(({ source }) => source === 'raw');
  const calls = parts.length === 0 ? 0 : await callsAround(sql, { ...query, parts }, pending);
  return calls > query.mostCallsRead ? widenToCallers(query, query.now) : { from: query.from, to: query.to };
}

async function readPage(ctx: Context, sql: Sql, query: Query): Promise<Page> {
  const pending = await loadPending(ctx.storage, sql, query.projectId);
  const counted = await countedRange(sql, query, pending);
  const segments = callerSegments(counted, query.now);
  const waiting = pendingCallers({ ...query, segments }, pending);
  const { rows, count } = await readCallers(sql, { ...query, segments, pending: waiting.sums });
  const callers = rows.map(({ address }) => address);
  const times = [await readCallerTimes(sql, { ...query, callers }), waiting.times];
  const firstHour = new Date(Math.floor(counted.from.getTime() / HOUR_MS) * HOUR_MS);
  const exceeded = await readExceededHours(sql, { ...query, from: firstHour, to: counted.to });
  return { counted, rows, count, times, complete: exceeded.length === 0 };
}

const isoMinute = (seconds: number): string => new Date(Math.floor(seconds / 60) * 60_000).toISOString();

function toItem({ address, calls, errors, rateLimited, ...read }: CallerRow, times: Page['times']): CallerItem {
  const known = times.flatMap((of) => of.get(address) ?? []);
  return {
    address,
    country: null,
    network: null,
    calls,
    errors,
    errorRatio: errors / calls,
    rateLimited,
    firstSeenAt: isoMinute(Math.min(read.firstAt ?? Infinity, ...known.map(({ firstAt }) => firstAt))),
    lastSeenAt: isoMinute(Math.max(read.lastAt ?? 0, ...known.map(({ lastAt }) => lastAt))),
  };
}

function queryOf(ctx: Context, input: CallersInput, mostCallsRead: number): Query {
  const scope = scopeOf(ctx, requireProject(ctx), input.environment);
  const common = { ...scope, now: ctx.now(), mostCallsRead, limit: input.limit + 1 };
  if (input.cursor) {
    const [calls, caller, fromMs, toMs] = input.cursor;
    return { ...common, from: new Date(fromMs), to: new Date(toMs), after: { calls, caller } };
  }
  const sinceMs = keptSince(scope.rawSinceMs);
  if (input.to.getTime() <= sinceMs) {
    const since = new Date(sinceMs).toISOString();
    throw new AppError('invalid', `to: callers are kept as long as calls, since ${since}`, { field: 'to' });
  }
  const from = new Date(Math.max(input.from.getTime(), sinceMs));
  return { ...common, from, to: input.to, after: null };
}

/**
 * Callers of a range, the busiest first, `limit` at a time. The range begins no earlier than calls are kept; where its
 * edges would mean to read too many calls, whole hours of the last two days and whole days before are counted.
 */
export async function getCallers(
  ctx: Context,
  input: CallersInput,
  mostCallsRead = MOST_CALLS_READ,
): Promise<CallersAnswer> {
  requirePermission(ctx, 'project:read', input.projectId);
  requireRange(input);
  const query = queryOf(ctx, input, mostCallsRead);
  const page = await ctx.storage.snapshot((sql) => readPage(ctx, sql, query));
  const { from, to } = page.counted;
  const shown = page.rows.slice(0, input.limit);
  const last = shown.at(-1);
  const more = page.rows.length > input.limit;
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    callers: shown.map((row) => toItem(row, page.times)),
    count: page.count,
    complete: page.complete,
    nextCursor: more && last ? writeCursor([last.calls, last.address, from.getTime(), to.getTime()]) : null,
  };
}
