import type { Pool, PoolClient, QueryResultRow } from 'pg';
import type { Sql, SqlResult } from './storage';

/** Runs one statement, on any connection of the pool or on a given one. */
export async function run<Row extends QueryResultRow>(
  on: Pool | PoolClient,
  text: string,
  values: readonly unknown[] = [],
): Promise<SqlResult<Row>> {
  const { rows, rowCount } = await on.query<Row>(text, [...values]);
  return { rows, rowCount: rowCount ?? 0 };
}

/** Hand-written SQL on one connection. */
export const sqlOf = (client: PoolClient): Sql => ({ query: (text, values) => run(client, text, values) });
