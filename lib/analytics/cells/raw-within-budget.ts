import { AppError } from '../../shared';
import { isOutOfTime, readRaw, withinBudget } from '../../storage';
import type { RawQuery, Sql } from '../../storage';

const BUDGET_MS = 1_000;

/**
 * Adds up the calls themselves, within a second. Throws `timeout` when there are too many to read; the snapshot that
 * `sql` reads from is over then.
 */
export async function rawWithinBudget(sql: Sql, query: RawQuery): ReturnType<typeof readRaw> {
  try {
    return await withinBudget(sql, BUDGET_MS, () => readRaw(sql, query));
  } catch (error) {
    if (!isOutOfTime(error)) throw error;
    const message =
      'this must be read from the calls themselves, and there are more than a second can read: choose a shorter range';
    throw new AppError('timeout', message);
  }
}
