import { z } from 'zod';
import { requirePermission, requireProject } from '../../access';
import type { Context } from '../../access';
import type { LoginAccount, LoginCaller, LoginEntitiesAnswer } from '../../shared';
import { readLoginEntities } from '../../storage';
import type { AccountLogins, CallerLogins, Sql } from '../../storage';
import { endpointCells } from '../cells/endpoint-cells';
import { loadPending } from '../cells/load-pending';
import { E } from '../measures/columns';
import { spanOf } from '../overview/period';
import { cover } from '../range/cover';
import { openPlaces } from '../places/open-places';
import type { Places } from '../places/open-places';
import { place } from '../places/place';
import { rangeParams, requireRange, scopeOf, wholeUnits } from '../range/params';
import type { Range, Scope } from '../range/params';
import { hoursSinceMs } from '../range/segments';
import { reachOf } from '../raw/reach-of';
import { withinShrinking } from '../raw/within-shrinking';
import { MOST_ATTEMPTS } from './unknown-logins';

const SHOWN = 20;
const HOUR_SECONDS = 3_600;
const HOUR_MS = HOUR_SECONDS * 1_000;
/** How far back at most; the next when a second was not enough. */
const REACHES_MS = [Number.POSITIVE_INFINITY, 24 * HOUR_MS, HOUR_MS];

export const loginEntitiesInput = z.object(rangeParams);
export type LoginEntitiesInput = z.output<typeof loginEntitiesInput>;

interface Query extends Scope, Range {
  mostAttempts: number;
}

/** How far back the attempts can be read, by the failures and successes of whole hours. */
async function reachBack(ctx: Context, sql: Sql, query: Query): Promise<Date> {
  const { from, to } = wholeUnits(query, HOUR_MS);
  const segments = cover(from, to, { largestMs: HOUR_MS, minutesSinceMs: Number.POSITIVE_INFINITY });
  const cells = { ...query, segments, stepSeconds: HOUR_SECONDS, endpoints: 'total' as const, latency: false };
  const grid = await endpointCells(sql, cells, await loadPending(ctx.storage, sql, query.projectId));
  const hours = [...grid.buckets(0)]
    .map(([at, { sums }]) => ({ at, calls: (sums[E.logins_ok] ?? 0) + (sums[E.logins_failed] ?? 0) }))
    .sort((a, b) => b.at - a.at);
  return reachOf(query, hours, { mostRows: query.mostAttempts, stretchSeconds: HOUR_SECONDS });
}

async function lookBack(ctx: Context, query: Query) {
  return withinShrinking(ctx, REACHES_MS, async (sql, reachMs) => {
    const reach = await reachBack(ctx, sql, query);
    const from = new Date(Math.max(reach.getTime(), query.to.getTime() - reachMs));
    return { from, ...(await readLoginEntities(sql, { ...query, from }, SHOWN)) };
  });
}

const toAccount = ({ account, failures, successes, unknown, others, lastAttemptAt }: AccountLogins): LoginAccount => ({
  accountHash: account,
  failures,
  successes,
  unknown,
  callers: others,
  lastAttemptAt: lastAttemptAt.toISOString(),
});

const toCaller = (
  { address, failures, successes, unknown, others, lastAttemptAt }: CallerLogins,
  places: Places,
): LoginCaller => ({
  ...place(address, places),
  failures,
  successes,
  unknown,
  accounts: others,
  lastAttemptAt: lastAttemptAt.toISOString(),
});

/** Who tried to log in: accounts and callers, from the calls themselves, newest first until 100,000 attempts are read. */
export async function getLoginEntities(
  ctx: Context,
  input: LoginEntitiesInput,
  mostAttempts = MOST_ATTEMPTS,
): Promise<LoginEntitiesAnswer> {
  requirePermission(ctx, 'project:read', input.projectId);
  requireRange(input);
  const places = await openPlaces();
  const scope = scopeOf(ctx, requireProject(ctx), input.environment);
  // How many attempts there are is told by hours, which may be kept no longer than calls.
  const hoursMs = Math.ceil(hoursSinceMs(ctx.now(), scope.keeps) / HOUR_MS) * HOUR_MS;
  const kept = new Date(Math.max(input.from.getTime(), scope.rawSinceMs, hoursMs));
  const nothing = { from: input.to, accounts: [], callers: [] };
  const found = kept < input.to ? await lookBack(ctx, { ...scope, from: kept, to: input.to, mostAttempts }) : nothing;
  return {
    ...spanOf(input),
    searchedBackTo: found.from > input.from ? found.from.toISOString() : null,
    accounts: found.accounts.map(toAccount),
    accountCount: found.accounts[0]?.count ?? 0,
    callers: found.callers.map((caller) => toCaller(caller, places)),
    callerCount: found.callers[0]?.count ?? 0,
  };
}
