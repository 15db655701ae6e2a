import type { Sql } from '../core/storage';
import type { CallerDayRows } from '../rollups/columns';
import { mergeCallerDays } from '../rollups/merge-caller-days';
import { CALLS_IN_WINDOW } from '../search/call-window';
import { scopeValues, TIER_DAYS_ROWS, tierRows } from './rebuild-scope';
import type { RebuildScope } from './rebuild-scope';

const MS_PER_MINUTE = 60_000;
const SUMS = `count(*)::int, count(*) filter (where status between 400 and 499)::int,
  count(*) filter (where status >= 500)::int, count(*) filter (where status = 429)::int`;
const CALLS = `call where ${CALLS_IN_WINDOW} and environment_id = any($4::smallint[]) and caller is not null`;

/** Rebuilds the hours of callers from calls; answers how many rows there are now. */
export async function rebuildCallerHours(sql: Sql, scope: RebuildScope): Promise<number> {
  await sql.query(`delete from caller_hour where ${tierRows()}`, scopeValues(scope));
  const { rowCount } = await sql.query(
    `insert into caller_hour (project_id, environment_id, caller, at, calls, s4xx, s5xx, s429, minutes)
     select $1::int, environment_id, caller, date_trunc('hour', finished_at, 'UTC'), ${SUMS},
       bit_or(1::bigint << extract(minute from finished_at)::int)
     from ${CALLS} group by 2, 3, 4 order by 2, 3, 4`,
    scopeValues(scope),
  );
  return rowCount;
}

interface CallerDay {
  environment_id: number;
  caller: string;
  sums: number[];
  minutes: number[];
}

const columnsOf = (rows: readonly CallerDay[], environment: number, { from }: RebuildScope): CallerDayRows => ({
  at: rows.map(() => from.getTime() / MS_PER_MINUTE),
  environment,
  caller: rows.map((row) => row.caller),
  sums: [0, 1, 2, 3].map((column) => rows.map((row) => row.sums[column] ?? 0)),
  minutes: rows.map((row) => row.minutes),
});

/** Rebuilds the day of callers, with the set of their minutes, from the calls of one day. */
export async function rebuildCallerDays(sql: Sql, scope: RebuildScope): Promise<number> {
  await sql.query(`delete from caller_day where ${TIER_DAYS_ROWS}`, scopeValues(scope));
  const { rows } = await sql.query<CallerDay>(
    `select environment_id, host(caller) caller, array[${SUMS}] sums,
       array_agg(distinct floor(extract(epoch from finished_at - $2::timestamptz) / 60)::int order by
         floor(extract(epoch from finished_at - $2::timestamptz) / 60)::int) minutes
     from ${CALLS} group by environment_id, caller`,
    scopeValues(scope),
  );
  for (const environment of scope.environmentIds) {
    const own = rows.filter((row) => row.environment_id === environment);
    await mergeCallerDays(sql, scope.projectId, columnsOf(own, environment, scope));
  }
  return rows.length;
}

/** Rebuilds the calls of (consumer, caller, hour). */
export async function rebuildConsumerCallers(sql: Sql, scope: RebuildScope): Promise<number> {
  await sql.query(`delete from consumer_caller_hour where ${tierRows()}`, scopeValues(scope));
  const { rowCount } = await sql.query(
    `insert into consumer_caller_hour (project_id, environment_id, at, consumer_id, caller, calls)
     select $1::int, environment_id, date_trunc('hour', finished_at, 'UTC'), consumer_id, caller, count(*)
     from ${CALLS} and consumer_id <> 0 group by 2, 3, 4, 5 order by 2, 3, 4, 5`,
    scopeValues(scope),
  );
  return rowCount;
}
