import { AppError } from '../../shared';
import { eachWithinBudget, isOutOfTime, readRaw } from '../../storage';
import type { RawQuery, Sql } from '../../storage';

const BUDGET_MS = 1_000;

/**
 * Adds up the calls themselves, within a second; other reads may go on beside it. Throws `timeout` when there are too many to read; the snapshot that
 * `sql` reads from is over then.
 */
export async function rawWithinBudget(sql: Sql, query: RawQuery): ReturnType<typeof readRaw> {
  try {
    return await readRaw(eachWithinBudget(sql, BUDGET_MS), query);
  } catch (error) {
    if (!isOutOfTime(error)) throw error;
    const message =
      'this must be read from the calls themselves, and there are more than a second can read: choose a shorter range';
    throw new AppError('timeout', message);
  }
}
