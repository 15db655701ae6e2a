import type { Context } from '../../access';
import type { OverviewAnswer } from '../../shared';
import { together } from '../../storage';
import type { Sql } from '../../storage';
import { loadPending } from '../cells/load-pending';
import { firstCallAt } from '../status/call-times';
import { comparableOf } from './comparable';
import { overviewPeriods } from './overview-input';
import type { OverviewInput } from './overview-input';
import { readPeriod } from './period';
import type { Periods } from './period';

async function readAll(ctx: Context, sql: Sql, periods: Periods) {
  const { query } = periods;
  const pending = await loadPending(ctx.storage, sql, query.projectId);
  const first = firstCallAt(sql, query, pending);
  const [firstCall, current, before] = await together([
    first,
    readPeriod(sql, query, pending),
    first.then((at) => {
      const past = comparableOf(periods, at);
      return past && readPeriod(sql, past, pending);
    }),
  ]);
  return { current, before, firstCall };
}

/**
 * Totals and points of the range and, with `vs=prev`, of the same length before it, from one snapshot. The range is rounded to
 * whole steps.
 */
export async function getOverview(ctx: Context, input: OverviewInput): Promise<OverviewAnswer> {
  const periods = overviewPeriods(ctx, input);
  const read = await ctx.storage.snapshot((sql) => readAll(ctx, sql, periods));
  return {
    ...read.current,
    stepSeconds: periods.query.stepSeconds,
    previous: read.before,
    firstCallAt: read.firstCall?.toISOString() ?? null,
  };
}
