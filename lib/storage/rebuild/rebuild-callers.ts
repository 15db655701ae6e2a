import type { Sql } from '../core/storage';
import { noteHourCallers } from '../rollups/caller-bound';
import type { CallerDayRows } from '../rollups/columns';
import { mergeCallerDays } from '../rollups/merge-caller-days';
import { CALLS_IN_WINDOW } from '../search/call-window';
import { scopeValues, TIER_DAYS_ROWS, tierRows } from './rebuild-scope';
import type { RebuildScope } from './rebuild-scope';

const MS_PER_MINUTE = 60_000;
const MS_PER_HOUR = 3_600_000;
const MINUTES_PER_DAY = 1_440;
const SUMS = `count(*)::int, count(*) filter (where status between 400 and 499)::int,
  count(*) filter (where status >= 500)::int, count(*) filter (where status = 429)::int`;
const CALLS = `call where ${CALLS_IN_WINDOW} and environment_id = any($4::smallint[]) and caller is not null`;
/** One order for all tiers, so that the same callers of an hour are indexed in each. */
const BUSIEST = 'order by count(*) desc, caller, environment_id limit $5::int';

const valuesOf = (scope: RebuildScope, most = scope.callersPerHour): unknown[] => [...scopeValues(scope), most];

/** Rebuilds an hour of callers from its calls; answers how many rows there are now. */
export async function rebuildCallerHours(sql: Sql, scope: RebuildScope): Promise<number> {
  await sql.query(`delete from caller_hour where ${tierRows()}`, scopeValues(scope));
  const { rowCount } = await sql.query(
    `insert into caller_hour (project_id, environment_id, caller, at, calls, s4xx, s5xx, s429, minutes)
     select $1::int, environment_id, caller, $2::timestamptz, ${SUMS},
       bit_or(1::bigint << extract(minute from finished_at)::int)
     from ${CALLS} group by environment_id, caller ${BUSIEST}`,
    valuesOf(scope),
  );
  return rowCount;
}

interface CallerHour {
  environment_id: number;
  caller: string;
  sums: number[];
  /** Of the hour. */
  minutes: number[];
}

function columnsOf(rows: readonly CallerHour[], environment: number, { from }: RebuildScope): CallerDayRows {
  const minute = from.getTime() / MS_PER_MINUTE;
  const ofDay = minute % MINUTES_PER_DAY;
  return {
    at: rows.map(() => minute),
    environment,
    caller: rows.map((row) => row.caller),
    sums: [0, 1, 2, 3].map((column) => rows.map((row) => row.sums[column] ?? 0)),
    minutes: rows.map((row) => row.minutes.map((at) => ofDay + at)),
  };
}

/** Adds an hour's calls to the days of its callers, and notes how many it has. */
async function addCallerHour(sql: Sql, scope: RebuildScope): Promise<void> {
  const { projectId, callersPerHour, from } = scope;
  const { rows } = await sql.query<CallerHour>(
    `select environment_id, host(caller) caller, array[${SUMS}] sums,
       array_agg(distinct extract(minute from finished_at)::int) minutes
     from ${CALLS} group by environment_id, caller ${BUSIEST}`,
    valuesOf(scope, callersPerHour + 1),
  );
  const kept = rows.slice(0, callersPerHour);
  for (const environment of scope.environmentIds) {
    const own = kept.filter((row) => row.environment_id === environment);
    await mergeCallerDays(sql, projectId, columnsOf(own, environment, scope));
  }
  const hour = from.getTime() / MS_PER_HOUR;
  await noteHourCallers(sql, projectId, { hour, callers: kept.length, exceeded: rows.length > kept.length });
}

/** Rebuilds the day of callers, with the set of their minutes, from the calls of one day, hour by hour. */
export async function rebuildCallerDays(sql: Sql, scope: RebuildScope): Promise<number> {
  await sql.query(`delete from caller_day where ${TIER_DAYS_ROWS}`, scopeValues(scope));
  for (let ms = scope.from.getTime(); ms < scope.to.getTime(); ms += MS_PER_HOUR)
    await addCallerHour(sql, { ...scope, from: new Date(ms), to: new Date(ms + MS_PER_HOUR) });
  const { rows } = await sql.query<{ count: number }>(
    `select count(*)::int as count from caller_day where ${TIER_DAYS_ROWS}`,
    scopeValues(scope),
  );
  return rows[0]?.count ?? 0;
}

/** Rebuilds the calls of (consumer, caller) of an hour. */
export async function rebuildConsumerCallers(sql: Sql, scope: RebuildScope): Promise<number> {
  await sql.query(`delete from consumer_caller_hour where ${tierRows()}`, scopeValues(scope));
  const { rowCount } = await sql.query(
    `insert into consumer_caller_hour (project_id, environment_id, at, consumer_id, caller, calls)
     select $1::int, environment_id, $2::timestamptz, consumer_id, caller, count(*)
     from ${CALLS} and consumer_id <> 0 and (environment_id, caller) in (
       select environment_id, caller from ${CALLS} group by environment_id, caller ${BUSIEST})
     group by environment_id, consumer_id, caller order by environment_id, consumer_id, caller`,
    valuesOf(scope),
  );
  return rowCount;
}
