import type { QueryResultRow } from 'pg';
import { together } from '../core/pipelined';
import type { Sql, SqlResult } from '../core/storage';

const indexOrder = (sql: Sql, setting: 'on' | 'off'): Promise<unknown> =>
  sql.query(`select set_config('enable_indexscan', $1, true)`, [setting]);

/**
 * The same snapshot for statements that add up all calls of a stretch of time: they read the table page by page and not in the
 * order of the index, which the planner takes for nearly the same. Calls arrive up to minutes late, so that this order comes back to
 * each page forty times: 20 instead of 10 ms for 30,000 calls. Set and taken back around each statement in one go.
 */
export function pageByPage(sql: Sql): Sql {
  return {
    ...sql,
    query: async <Row extends QueryResultRow>(text: string, values?: readonly unknown[]): Promise<SqlResult<Row>> => {
      const [, result] = await together([indexOrder(sql, 'off'), sql.query<Row>(text, values), indexOrder(sql, 'on')]);
      return result;
    },
  };
}
