import { z } from 'zod';
import { cursorParam, limitParam, requirePermission, writeCursor } from '../../access';
import type { Context } from '../../access';
import { canonicalAddress } from '../../shared';
import type { CallerItem, CallersAnswer } from '../../shared';
import { readCallerTimes } from '../../storage';
import type { CallerCursor, CallerRow, CallerTimes, Sql } from '../../storage';
import { loadPending } from '../cells/load-pending';
import { openPlaces } from '../places/open-places';
import type { Places } from '../places/open-places';
import { place } from '../places/place';
import { rangeParams } from '../range/params';
import { callersQuery, MOST_CALLERS, MOST_CALLS_READ } from './callers-query';
import { countCallers } from './count-callers';
import type { CallersQuery, CountedCallers } from './count-callers';

const DEFAULT_LIMIT = 100;
/** Callers without a country, or without a provider. */
const NONE = 'none';

/** Calls and address of the last caller, and the range that was counted: all pages count the same. */
const placeParam = z
  .tuple([z.number(), z.string(), z.int().min(0).max(4e12), z.int().min(0).max(4e12)])
  .refine(([, address, fromMs, toMs]) => canonicalAddress(address) !== null && fromMs < toMs);

export const callersInput = z.object({
  ...rangeParams,
  country: z
    .string()
    .regex(/^([A-Z]{2}|none)$/, 'must be a country of two capital letters such as DE, or none')
    .optional(),
  asn: z
    .string()
    .regex(/^(\d{1,10}|none)$/, 'must be the number of an autonomous system such as 24940, or none')
    .optional(),
  limit: limitParam(DEFAULT_LIMIT),
  cursor: cursorParam(placeParam).optional(),
});
export type CallersInput = z.output<typeof callersInput>;

interface Page extends CountedCallers {
  /** Of rollups, and of what waits for them. */
  times: ReadonlyMap<string, CallerTimes>[];
}

/** Rows after the place of a cursor, in the order in which they were read. */
function rowsAfter(rows: readonly CallerRow[], after: CallerCursor | null): CallerRow[] {
  if (!after) return [...rows];
  const found = rows.findIndex(({ address }) => address === after.caller);
  return found >= 0 ? rows.slice(found + 1) : rows.filter(({ calls }) => calls < after.calls);
}

interface Query extends CallersQuery {
  /** Null: callers of all places. */
  belongs: ((address: string) => boolean) | null;
}

/** Null where no place is asked for. */
function belongsTo({ country, asn }: CallersInput, { countryOf, providerOf }: Places): Query['belongs'] {
  if (country === undefined && asn === undefined) return null;
  return (address) =>
    (country === undefined || country === (countryOf(address) ?? NONE)) &&
    (asn === undefined || asn === String(providerOf(address)?.asn ?? NONE));
}

/** Where callers belong only their addresses tell: all of the range are read, then narrowed. */
async function readRows(ctx: Context, sql: Sql, query: Query) {
  const { belongs } = query;
  const pending = await loadPending(ctx.storage, sql, query.projectId);
  if (belongs === null) return countCallers(sql, query, pending);
  const all = await countCallers(sql, { ...query, after: null, limit: MOST_CALLERS }, pending);
  const of = all.rows.filter(({ address }) => belongs(address));
  const complete = all.complete && all.count <= MOST_CALLERS;
  return { ...all, rows: rowsAfter(of, query.after).slice(0, query.limit), count: of.length, complete };
}

async function readPage(ctx: Context, sql: Sql, query: Query): Promise<Page> {
  const found = await readRows(ctx, sql, query);
  const { rows } = found;
  const callers = rows.map(({ address }) => address);
  return { ...found, times: [await readCallerTimes(sql, { ...query, callers }), found.waitingTimes] };
}

const isoMinute = (seconds: number): string => new Date(Math.floor(seconds / 60) * 60_000).toISOString();

function toItem(row: CallerRow, times: Page['times'], places: Places): CallerItem {
  const { address, calls, errors, rateLimited } = row;
  const known = times.flatMap((of) => of.get(address) ?? []);
  return {
    ...place(address, places),
    calls,
    errors,
    errorRatio: errors / calls,
    rateLimited,
    firstSeenAt: isoMinute(Math.min(row.firstAt ?? Infinity, ...known.map(({ firstAt }) => firstAt))),
    lastSeenAt: isoMinute(Math.max(row.lastAt ?? 0, ...known.map(({ lastAt }) => lastAt))),
  };
}

function queryOf(ctx: Context, input: CallersInput, mostCallsRead: number): CallersQuery {
  const most = { mostCallsRead, limit: input.limit + 1 };
  const { cursor, environment } = input;
  const query = callersQuery(ctx, input, most);
  if (!cursor) return query;
  const [calls, caller, fromMs, toMs] = cursor;
  const counted = callersQuery(ctx, { from: new Date(fromMs), to: new Date(toMs), environment }, most);
  return { ...counted, isCounted: true, after: { calls, caller } };
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
  const places = await openPlaces();
  const query = { ...queryOf(ctx, input, mostCallsRead), belongs: belongsTo(input, places) };
  const page = await ctx.storage.snapshot((sql) => readPage(ctx, sql, query));
  const { from, to } = page.counted;
  const shown = page.rows.slice(0, input.limit);
  const last = shown.at(-1);
  const more = page.rows.length > input.limit;
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    callers: shown.map((row) => toItem(row, page.times, places)),
    count: page.count,
    complete: page.complete,
    nextCursor: more && last ? writeCursor([last.calls, last.address, from.getTime(), to.getTime()]) : null,
  };
}
