import type { Context } from '../../access';
import type { IncidentChart } from '../../shared';
import { isOutOfTime, listRateSteps, withinBudget, type RateCallScope } from '../../storage';
import { chartOf, chartRange } from './chart';

const BUDGET_MS = 1_000;

/** Calls over a rate by step, from the calls themselves; without points when they could not be read within a second. */
export async function readRateChart(ctx: Context, scope: RateCallScope): Promise<IncidentChart> {
  const range = chartRange(scope, ctx.now());
  try {
    const steps = await ctx.storage.snapshot((sql) =>
      withinBudget(sql, BUDGET_MS, () => listRateSteps(sql, scope, range.stepSeconds)),
    );
    const points = steps.map(({ atSeconds, refused, others, callers }) => {
      return [atSeconds, { failures: refused, successes: others, callers }] as const;
    });
    const chart = chartOf(range, steps.length > 0 ? 'calls' : 'none', new Map(points));
    return { ...chart, of: 'calls', points: steps.length > 0 ? chart.points : [] };
  } catch (error) {
    if (!isOutOfTime(error)) throw error;
    return { ...chartOf(range, 'none', new Map()), of: 'calls', points: [] };
  }
}
