import type { Sql } from '../core/storage';

const QUERY_CANCELED = '57014';

/** Was the statement ended because its time was up? The transaction it ran in is over, too. */
export function isOutOfTime(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === QUERY_CANCELED;
}

/** Runs reads of an open transaction that may take so long and no longer. Throws the database's error; see isOutOfTime. */
export async function withinBudget<T>(sql: Sql, budgetMs: number, work: () => Promise<T>): Promise<T> {
  await sql.query(`select set_config('statement_timeout', $1, true)`, [String(Math.max(1, Math.round(budgetMs)))]);
  const result = await work();
  await sql.query(`select set_config('statement_timeout', '0', true)`);
  return result;
}
