import type { Context } from '../../access';
import { AppError } from '../../shared';
import { isOutOfTime, withinBudget } from '../../storage';
import type { Sql } from '../../storage';

const BUDGET_MS = 1_000;

/**
 * Reads from calls within a second: the first of the extents, and when that was too much the next smaller one. Throws
 * `timeout` when none was read in time.
 */
export async function withinShrinking<Extent, T>(
  ctx: Context,
  extents: readonly Extent[],
  read: (sql: Sql, extent: Extent) => Promise<T>,
): Promise<T> {
  for (const extent of extents) {
    try {
      return await ctx.storage.snapshot((sql) => withinBudget(sql, BUDGET_MS, () => read(sql, extent)));
    } catch (error) {
      if (!isOutOfTime(error)) throw error;
    }
  }
  throw new AppError('timeout', 'the calls could not be read in time: try again, or choose a shorter range');
}
