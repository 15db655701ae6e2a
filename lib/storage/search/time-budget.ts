import type { QueryResultRow } from 'pg';
import { together } from '../core/pipelined';
import type { Sql, SqlResult } from '../core/storage';

const QUERY_CANCELED = '57014';

/** Was the statement ended because its time was up? The transaction it ran in is over, too. */
export function isOutOfTime(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === QUERY_CANCELED;
}

const allow = (sql: Sql, ms: number): Promise<unknown> =>
  sql.query(`select set_config('statement_timeout', $1, true)`, [String(ms)]);

const wholeMs = (budgetMs: number): number => Math.max(1, Math.round(budgetMs));

/**
 * Runs reads of an open transaction that may take so long and no longer. Throws the database's error; see isOutOfTime.
 * The budget holds for all that is read meanwhile, so nothing else may be: beside other reads, see eachWithinBudget.
 */
export async function withinBudget<T>(sql: Sql, budgetMs: number, work: () => Promise<T>): Promise<T> {
  await allow(sql, wholeMs(budgetMs));
  const result = await work();
  await allow(sql, 0);
  return result;
}

/**
 * The same transaction for reads that go on beside others: each statement may take so long and no longer. Its budget is set and
 * taken back around it in one go, so that no other statement runs under it and none takes it away. A statement that runs out
 * of time ends the transaction; see isOutOfTime.
 */
export function eachWithinBudget(sql: Sql, budgetMs: number): Sql {
  return {
    ...sql,
    query: async <Row extends QueryResultRow>(text: string, values?: readonly unknown[]): Promise<SqlResult<Row>> => {
      const [, result] = await together([allow(sql, wholeMs(budgetMs)), sql.query<Row>(text, values), allow(sql, 0)]);
      return result;
    },
  };
}
