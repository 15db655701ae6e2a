import { PARTS_PER_MINUTE, SECONDS_PER_PART } from '../../stats';
import type { MarkedMinute } from '../../stats';
import type { Sql } from '../core/storage';
import { noteHourCallers } from '../rollups/caller-bound';
import type { CallerDayRows } from '../rollups/columns';
import { mergeCallerDays } from '../rollups/merge-caller-days';
import { CALLS_IN_WINDOW } from '../search/call-window';
import { scopeValues, TIER_DAYS_ROWS, tierRows } from './rebuild-scope';
import type { RebuildScope } from './rebuild-scope';

const MS_PER_MINUTE = 60_000;
const MS_PER_HOUR = 3_600_000;
const HOURS_PER_DAY = 24;
const PARTS_PER_HOUR = 60 * PARTS_PER_MINUTE;
const MS_PER_DAY = HOURS_PER_DAY * MS_PER_HOUR;
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

interface CallerRows {
  environment_id: number;
  caller: string;
  sums: number[];
  /** Parts of minutes of the day, in order. */
  tenths: number[];
}

function minutesOf({ tenths }: CallerRows): MarkedMinute[] {
  const minutes = new Map<number, number>();
  for (const tenth of tenths) {
    const minute = Math.floor(tenth / PARTS_PER_MINUTE);
    minutes.set(minute, (minutes.get(minute) ?? 0) | (1 << (tenth % PARTS_PER_MINUTE)));
  }
  return Array.from(minutes, ([minute, parts]) => ({ minute, parts }));
}

const columnsOf = (rows: readonly CallerRows[], environment: number, { from }: RebuildScope): CallerDayRows => ({
  at: rows.map(() => from.getTime() / MS_PER_MINUTE),
  environment,
  caller: rows.map((row) => row.caller),
  sums: [0, 1, 2, 3].map((column) => rows.map((row) => row.sums[column] ?? 0)),
  minutes: rows.map(minutesOf),
});

/** How many callers each hour has; the hours count from the epoch. */
function callersByHour(rows: readonly CallerRows[], { from }: RebuildScope): Map<number, number> {
  const dayHour = Math.floor(from.getTime() / MS_PER_DAY) * HOURS_PER_DAY;
  const counts = new Map<number, number>();
  for (const { tenths } of rows)
    for (const hour of new Set(tenths.map((tenth) => dayHour + Math.floor(tenth / PARTS_PER_HOUR))))
      counts.set(hour, (counts.get(hour) ?? 0) + 1);
  return counts;
}

/** Adds calls of a day, or an hour of it, to the days of its callers, and notes how many each hour has. */
async function addCallers(sql: Sql, scope: RebuildScope): Promise<void> {
  const { projectId, callersPerHour } = scope;
  const { rows } = await sql.query<CallerRows>(
    `select environment_id, host(caller) caller, array[${SUMS}] sums,
       array_agg(distinct (floor(date_part('epoch', finished_at))::bigint % 86400 / ${SECONDS_PER_PART})::int) tenths
     from ${CALLS} group by environment_id, caller ${BUSIEST}`,
    valuesOf(scope, callersPerHour + 1),
  );
  const kept = rows.slice(0, callersPerHour);
  for (const environment of scope.environmentIds) {
    const own = kept.filter((row) => row.environment_id === environment);
    await mergeCallerDays(sql, projectId, columnsOf(own, environment, scope));
  }
  const exceeded = rows.length > kept.length;
  const hours = [...callersByHour(kept, scope)].map(([hour, callers]) => ({ hour, callers, exceeded }));
  await noteHourCallers(sql, projectId, hours);
}

async function hasMoreCalls(sql: Sql, scope: RebuildScope): Promise<boolean> {
  const { rows } = await sql.query<{ calls: number }>(
    `select count(*)::int as calls from (select from ${CALLS} limit $5::int + 1) enough`,
    valuesOf(scope),
  );
  return (rows[0]?.calls ?? 0) > scope.callersPerHour;
}

/** Rebuilds the day of callers, with the set of their minutes, from the calls of one day: hour by hour where they may be many. */
export async function rebuildCallerDays(sql: Sql, scope: RebuildScope): Promise<number> {
  await sql.query(`delete from caller_day where ${TIER_DAYS_ROWS}`, scopeValues(scope));
  const stepMs = (await hasMoreCalls(sql, scope)) ? MS_PER_HOUR : MS_PER_DAY;
  for (let ms = scope.from.getTime(); ms < scope.to.getTime(); ms += stepMs)
    await addCallers(sql, { ...scope, from: new Date(ms), to: new Date(ms + stepMs) });
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
