import type { PoolClient } from 'pg';
import type { Sql } from './storage';

/** Hand-written SQL on one connection. */
export const sqlOf = (client: PoolClient): Sql => ({
  query: async (text, values = []) => {
    const { rows, rowCount } = await client.query(text, [...values]);
    return { rows, rowCount: rowCount ?? 0 };
  },
});
