import type { Sql } from '../core/storage';

/** The database's time, which all processes share: what deletes for good goes by it. */
export async function readClock(sql: Sql): Promise<Date> {
  const { rows } = await sql.query<{ now: Date }>('select clock_timestamp() as now');
  const [row] = rows;
  if (!row) throw new Error('the database does not tell its time');
  return row.now;
}
