import { AppError } from '../../shared';
import { eachWithinBudget, isOutOfTime } from '../../storage';
import type { Sql } from '../../storage';

const BUDGET_MS = 1_000;

/** Runs the look-ups of a filter's names within a second in all. Throws `timeout`; the snapshot that `sql` reads from is over then. */
export async function namesWithinBudget<T>(sql: Sql, lookUp: (sql: Sql) => Promise<T>): Promise<T> {
  const deadline = performance.now() + BUDGET_MS;
  const timed: Sql = {
    ...sql,
    query: (text, values) => eachWithinBudget(sql, deadline - performance.now()).query(text, values),
  };
  try {
    return await lookUp(timed);
  } catch (error) {
    if (!isOutOfTime(error)) throw error;
    const message = 'the names that the filter asks for could not be looked up in time: ask for fewer or shorter texts';
    throw new AppError('timeout', message);
  }
}
