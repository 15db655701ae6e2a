import type { Context } from '../../access';
import type { OverviewConsumer, OverviewConsumersAnswer } from '../../shared';
import { findConsumersById, together } from '../../storage';
import type { ConsumerName, Sql } from '../../storage';
import type { Grid } from '../cells/grid';
import { loadPending } from '../cells/load-pending';
import { C } from '../measures/columns';
import { readComparable } from './comparable';
import { overviewPeriods } from './overview-input';
import type { OverviewInput } from './overview-input';
import { spanOf } from './period';
import type { Periods } from './period';
import { previousConsumers, rankConsumers } from './rank';
import type { RankedConsumers } from './rank';

interface Named extends RankedConsumers {
  names: Map<number, ConsumerName>;
  previous: Grid | null;
}

function toConsumer({ names, current, previous }: Named, id: number): OverviewConsumer {
  const { sums } = current.find(id, 0) ?? current.empty();
  const calls = sums[C.calls] ?? 0;
  return {
    name: names.get(id)?.name ?? '',
    calls,
    previousCalls: previous && (previous.find(id, 0)?.sums[C.calls] ?? 0),
    errorRatio: calls === 0 ? null : ((sums[C.s4xx] ?? 0) + (sums[C.s5xx] ?? 0)) / calls,
    rateLimited: sums[C.s429] ?? 0,
  };
}

async function readAll(ctx: Context, sql: Sql, periods: Periods): Promise<Named> {
  const { query } = periods;
  const pending = await loadPending(ctx.storage, sql, query.projectId);
  const reader = { sql, pending };
  const [past, ranked] = await together([readComparable(sql, periods, pending), rankConsumers(reader, query)]);
  const [names, previous] = await together([
    findConsumersById(sql, query.projectId, ranked.ids),
    past && previousConsumers(reader, { range: query, previous: past }, ranked.ids),
  ]);
  return { ...ranked, names, previous };
}

/** The busiest consumers of the range and, with `vs=prev`, their calls in the same length before it, from one snapshot. */
export async function getOverviewConsumers(ctx: Context, input: OverviewInput): Promise<OverviewConsumersAnswer> {
  const periods = overviewPeriods(ctx, input);
  const ranked = await ctx.storage.snapshot((sql) => readAll(ctx, sql, periods));
  const consumers = ranked.ids.map((id) => toConsumer(ranked, id));
  return { ...spanOf(periods.query), consumers, count: ranked.count };
}
