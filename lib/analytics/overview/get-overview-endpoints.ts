import type { Context } from '../../access';
import type { OverviewEndpoint, OverviewEndpointsAnswer } from '../../shared';
import { lastCallsOf } from '../../rollups';
import type { LastCalls } from '../../rollups';
import { together } from '../../storage';
import type { EndpointName, Sql } from '../../storage';
import { loadPending } from '../cells/load-pending';
import { endpointItem } from '../endpoints/get-endpoints';
import { E } from '../measures/columns';
import { totalsOf } from '../measures/measure-value';
import { readComparable } from './comparable';
import { overviewPeriods } from './overview-input';
import type { OverviewInput } from './overview-input';
import { spanOf } from './period';
import type { PeriodQuery, Periods } from './period';
import { rankEndpoints, sparkStepsOf } from './rank';
import type { RankedEndpoints } from './rank';

interface Named extends RankedEndpoints {
  waiting: LastCalls;
}

function toEndpoint(query: PeriodQuery, ranked: Named, name: EndpointName): OverviewEndpoint {
  const { id } = name;
  const { waiting, spark, previous } = ranked;
  const cell = ranked.current.find(id, 0) ?? ranked.current.empty();
  const before = previous && totalsOf(previous.find(id, 0) ?? previous.empty(), query);
  return {
    ...endpointItem(name, cell, { consumers: null, waiting, apdexMs: query.apdexMs }),
    previousCalls: before?.calls ?? null,
    previousErrorRatio: before?.errorRatio ?? null,
    spark: spark && sparkStepsOf(query).times.map((atMs) => spark.find(id, atMs / 1000)?.sums[E.calls] ?? 0),
  };
}

async function readAll(ctx: Context, sql: Sql, periods: Periods): Promise<Named> {
  const { query } = periods;
  const pending = await loadPending(ctx.storage, sql, query.projectId);
  const comparable = readComparable(sql, periods, pending);
  const [ranked] = await together([rankEndpoints({ sql, pending }, query, comparable), comparable]);
  return { ...ranked, waiting: lastCallsOf(pending) };
}

/** The busiest endpoints of the range and, with `vs=prev`, what they had in the same length before it, from one snapshot. */
export async function getOverviewEndpoints(ctx: Context, input: OverviewInput): Promise<OverviewEndpointsAnswer> {
  const periods = overviewPeriods(ctx, input);
  const ranked = await ctx.storage.snapshot((sql) => readAll(ctx, sql, periods));
  const endpoints = ranked.ids.flatMap((id) => {
    const name = ranked.names.get(id);
    return name ? [toEndpoint(periods.query, ranked, name)] : [];
  });
  return { ...spanOf(periods.query), endpoints, count: ranked.count };
}
