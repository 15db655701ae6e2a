import { z } from 'zod';
import { requirePermission, requireProject } from '../../access';
import type { Context } from '../../access';
import type { OverviewAnswer, OverviewConsumer, OverviewEndpoint } from '../../shared';
import { lastCallsOf } from '../../rollups';
import type { LastCalls } from '../../rollups';
import { findConsumersById, findEndpointsById, together } from '../../storage';
import type { ConsumerName, EndpointName, Sql } from '../../storage';
import { loadPending } from '../cells/load-pending';
import { endpointItem } from '../endpoints/get-endpoints';
import { C, E } from '../measures/columns';
import { totalsOf } from '../measures/measure-value';
import { scopeOf } from '../range/params';
import { findLastCall, firstCallAt } from '../status/call-times';
import { comparableOf } from './comparable';
import { periodParams, periodsOf, readPeriod } from './period';
import type { PeriodQuery, Periods } from './period';
import { previousConsumers, rankConsumers, rankEndpoints, sparkStepsOf } from './rank';
import type { RankedConsumers, RankedEndpoints } from './rank';
import type { Grid } from '../cells/grid';

export const overviewInput = z.object(periodParams);
export type OverviewInput = z.output<typeof overviewInput>;

interface NamedEndpoints extends RankedEndpoints {
  names: Map<number, EndpointName>;
  waiting: LastCalls;
}

function toEndpoints(query: PeriodQuery, { names, waiting, ...ranked }: NamedEndpoints): OverviewEndpoint[] {
  const sparkTimes = sparkStepsOf(query).times;
  return ranked.ids.flatMap((id) => {
    const name = names.get(id);
    if (!name) return [];
    const cell = ranked.current.find(id, 0) ?? ranked.current.empty();
    const before = ranked.previous && totalsOf(ranked.previous.find(id, 0) ?? ranked.previous.empty(), query);
    return [
      {
        ...endpointItem(name, cell, { consumers: null, waiting, apdexMs: query.apdexMs }),
        previousCalls: before?.calls ?? null,
        previousErrorRatio: before?.errorRatio ?? null,
        spark: sparkTimes.map((atMs) => ranked.spark.find(id, atMs / 1000)?.sums[E.calls] ?? 0),
      },
    ];
  });
}

interface NamedConsumers extends RankedConsumers {
  names: Map<number, ConsumerName>;
  previous: Grid | null;
}

function toConsumers(ranked: NamedConsumers): OverviewConsumer[] {
  return ranked.ids.map((id) => {
    const { sums } = ranked.current.find(id, 0) ?? ranked.current.empty();
    const calls = sums[C.calls] ?? 0;
    return {
      name: ranked.names.get(id)?.name ?? '',
      calls,
      previousCalls: ranked.previous && (ranked.previous.find(id, 0)?.sums[C.calls] ?? 0),
      errorRatio: calls === 0 ? null : ((sums[C.s4xx] ?? 0) + (sums[C.s5xx] ?? 0)) / calls,
      rateLimited: sums[C.s429] ?? 0,
    };
  });
}

async function readAll(ctx: Context, sql: Sql, periods: Periods) {
  const { query } = periods;
  const pending = await loadPending(ctx.storage, sql, query.projectId);
  const reader = { sql, pending };
  const first = firstCallAt(sql, query, pending);
  const comparable = first.then((at) => comparableOf(periods, at));
  const endpointsRead = rankEndpoints(reader, query, comparable);
  const consumersRead = rankConsumers(reader, query);
  const [lastCall, firstCall, previous, current, before, endpoints, consumers, named, called] = await together([
    findLastCall(sql, query, pending),
    first,
    comparable,
    readPeriod(sql, query, pending),
    comparable.then((past) => past && readPeriod(sql, past, pending)),
    endpointsRead,
    consumersRead,
    endpointsRead.then(({ ids }) => findEndpointsById(sql, query.projectId, ids)),
    consumersRead.then(({ ids }) => findConsumersById(sql, query.projectId, ids)),
  ]);
  return {
    current,
    before,
    firstCallAt: firstCall,
    lastCallAt: lastCall?.at ?? null,
    endpoints: { ...endpoints, names: named, waiting: lastCallsOf(pending) },
    consumers: {
      ...consumers,
      names: called,
      previous: previous && (await previousConsumers(reader, previous, consumers.ids)),
    },
  };
}

/**
 * Everything that the overview draws, from one snapshot: totals and points of the range and, with `vs=prev`, of the same
 * length before it; the busiest endpoints and consumers. The range is rounded to whole steps.
 */
export async function getOverview(ctx: Context, input: OverviewInput): Promise<OverviewAnswer> {
  requirePermission(ctx, 'project:read', input.projectId);
  const scope = scopeOf(ctx, requireProject(ctx), input.environment);
  const periods = periodsOf(scope, input, ctx.now());
  const { query } = periods;
  const read = await ctx.storage.snapshot((sql) => readAll(ctx, sql, periods));
  return {
    ...read.current,
    stepSeconds: query.stepSeconds,
    previous: read.before,
    endpoints: toEndpoints(query, read.endpoints),
    endpointCount: read.endpoints.count,
    consumers: toConsumers(read.consumers),
    consumerCount: read.consumers.count,
    firstCallAt: read.firstCallAt?.toISOString() ?? null,
    lastCallAt: read.lastCallAt?.toISOString() ?? null,
  };
}
