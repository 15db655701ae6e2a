import { z } from 'zod';
import { requirePermission, requireProject } from '../../access';
import type { Context } from '../../access';
import type { PendingTotals } from '../../rollups';
import { AppError, nameOfSegment } from '../../shared';
import type { Busiest, ConsumerCaller, ConsumerDetail, ConsumerEndpoint, ConsumerPeriod } from '../../shared';
import { findConsumerId, findConsumersById, findEndpointsById } from '../../storage';
import type { Sql } from '../../storage';
import { consumerCells } from '../cells/consumer-cells';
import { loadPending } from '../cells/load-pending';
import { busiestPairs, callsOf } from '../endpoints/busiest-pairs';
import type { RankedPairs } from '../endpoints/busiest-pairs';
import { consumerTotalsOf } from '../measures/consumer-totals';
import { seenTimes, waitingTimesOf } from '../measures/seen-times';
import { readComparable } from '../overview/comparable';
import { addUp, asRead, bucketCells, bucketsOf, periodParams, periodsOf, spanOf } from '../overview/period';
import type { PeriodQuery, Periods } from '../overview/period';
import { openPlaces } from '../places/open-places';
import { place } from '../places/place';
import { nameParam, scopeOf } from '../range/params';
import { requireKept } from '../range/require-kept';
import { consumerSegments } from '../range/segments';
import { consumerCallers } from './consumer-callers';
import type { RankedCallers } from './consumer-callers';

const SHOWN = 50;

export const consumerInput = z.object({ ...periodParams, name: nameParam.transform(nameOfSegment) });
export type ConsumerInput = z.output<typeof consumerInput>;

async function readPeriod(
  sql: Sql,
  period: PeriodQuery & { consumerId: number },
  pending: readonly PendingTotals[],
): Promise<ConsumerPeriod> {
  const query = asRead(period);
  const { consumerId } = query;
  const segments = consumerSegments(query, query);
  requireKept(segments, query.rawSinceMs);
  const grid = await consumerCells(sql, { ...query, segments, consumerIds: [consumerId] }, pending);
  const cells = bucketCells(grid, consumerId, period);
  const points = bucketsOf(period).flatMap((bucket, index) => {
    const cell = cells[index];
    return cell ? [{ at: new Date(bucket * 1000).toISOString(), ...consumerTotalsOf(cell) }] : [];
  });
  return { ...spanOf(period), totals: consumerTotalsOf(addUp(grid, cells)), points };
}

async function toEndpoints(
  sql: Sql,
  projectId: number,
  { range, ranked }: RankedPairs,
): Promise<Busiest<ConsumerEndpoint>> {
  const shown = ranked.slice(0, SHOWN);
  const ids = shown.map(({ id }) => id);
  const names = await findEndpointsById(sql, projectId, ids);
  const items = shown.flatMap(({ id, calls }) => {
    const known = names.get(id);
    return known ? [{ id, method: known.method, route: known.route, isLogin: known.isLogin, calls }] : [];
  });
  return { ...spanOf(range), items, count: ranked.length, calls: callsOf(ranked) };
}

async function toCallers({ range, ranked }: RankedCallers): Promise<Busiest<ConsumerCaller>> {
  const places = await openPlaces();
  const items = ranked.slice(0, SHOWN).map(({ address, calls }) => ({ ...place(address, places), calls }));
  return { ...spanOf(range), items, count: ranked.length, calls: callsOf(ranked) };
}

interface ConsumerQuery extends Periods {
  consumerId: number;
}

async function readConsumer(
  ctx: Context,
  sql: Sql,
  { consumerId, ...periods }: ConsumerQuery,
): Promise<ConsumerDetail> {
  const { query } = periods;
  const named = (await findConsumersById(sql, query.projectId, [consumerId])).get(consumerId);
  if (!named) throw new AppError('not_found', 'no such consumer');
  const pending = await loadPending(ctx.storage, sql, query.projectId);
  const previous = await readComparable(sql, periods, pending);
  const period = await readPeriod(sql, { ...query, consumerId }, pending);
  const before = previous && (await readPeriod(sql, { ...previous, consumerId }, pending));
  const pairs = await busiestPairs(sql, { ...query, of: { consumerId } }, pending);
  const callers = await consumerCallers(sql, { ...query, consumerId }, pending);
  return {
    ...period,
    stepSeconds: query.stepSeconds,
    name: named.name,
    ...seenTimes(named, 'consumers', waitingTimesOf(pending)),
    previous: before,
    endpoints: await toEndpoints(sql, query.projectId, pairs),
    callers: callers && (await toCallers(callers)),
  };
}

/**
 * One consumer over a range, from one snapshot: figures and points, the endpoints that it used and from where it called. The
 * range is rounded to whole steps. Throws `not_found` for a name that nobody ever called by.
 */
export async function getConsumer(ctx: Context, input: ConsumerInput): Promise<ConsumerDetail> {
  requirePermission(ctx, 'project:read', input.projectId);
  const project = requireProject(ctx);
  const scope = scopeOf(ctx, project, input.environment);
  const periods = periodsOf(scope, { ...input, segmentsBy: consumerSegments }, ctx.now());
  const consumerId = await findConsumerId(ctx.storage, project.id, input.name);
  if (consumerId === null) throw new AppError('not_found', 'no such consumer');
  return ctx.storage.snapshot((sql) => readConsumer(ctx, sql, { ...periods, consumerId }));
}
