import type { Sql } from '../core/storage';
import { RETENTION_MARGIN_MS, TIER_DAYS } from '../rollups/tier-retention';
import type { RetainedProject } from './retained-projects';

const DAY_MS = 86_400_000;
const BATCH_ID_MS = 2 * DAY_MS;
const CHUNK_ROWS = 10_000;
const SIGNAL_DAYS = 2;
const PEAK_DAYS = 366;
const QUOTA_USE_DAYS = 400;

// ingest_batch_pkey; ids of imports stay as long as their calls, those of an archive's for good
const DELETE_BATCHES = `
  delete from ingest_batch where project_id = $1 and not archived
    and received_at < case when keep then least($3::timestamptz, $2) else $2::timestamptz end`;

// What waits, or was folded since the latest snapshot, a successor reads again.
const COVERED_SIGNALS = `
  project_id = $1 and at < $2
    and not exists (select from signal_feed f where f.project_id = $1 and f.flush_no = signal.flush_no)
    and not exists (select from signal_done d where d.project_id = $1 and d.flush_no = signal.flush_no)`;

// a start of a version asks what was heard in the ten minutes before it
const INSTANCE_MARGIN_DAYS = 1;
const ROUTES_DAYS = 2;
/** Whatever a key of the project says it speaks for, the latest so many are kept, */
const INSTANCES = 10_000;
/** and the routes of these. */
const INSTANCES_WITH_ROUTES = 1_000;

/** Heard last before $2, or before so many others. */
const isOld = (kept: number): string => `last_seen_at <= greatest($2, (
  select last_seen_at from sdk_instance where project_id = $1 order by last_seen_at desc offset ${kept} limit 1))`;

// The latest of an environment stays: it tells that an SDK was ever heard there, and when.
const DELETE_INSTANCES = `
  with latest as materialized (
    select environment_id, max(last_seen_at) as at from sdk_instance where project_id = $1 group by environment_id)
  delete from sdk_instance s using latest l
   where s.project_id = $1 and s.environment_id = l.environment_id and s.last_seen_at < l.at and s.${isOld(INSTANCES)}`;

const FORGET_ROUTES = `
  update sdk_instance set routes = '{}'
   where project_id = $1 and cardinality(routes) > 0 and ${isOld(INSTANCES_WITH_ROUTES)}`;

const daysBefore = (now: Date, days: number): Date => new Date(now.getTime() - days * DAY_MS);

/** Rollups past their retention, the archive's excepted; `at` or `day` is compared with the start of a row. */
function expiredRollups({ retentionDays, hourDays, dayDays }: RetainedProject, now: Date) {
  const hours = daysBefore(now, hourDays);
  const days = daysBefore(now, dayDays);
  // A day's row stands until all of the day is past.
  return [
    { table: 'endpoint_hour', column: 'at', before: hours },
    { table: 'consumer_hour', column: 'at', before: hours },
    { table: 'endpoint_day', column: 'at', before: days },
    { table: 'consumer_day', column: 'at', before: days },
    { table: 'endpoint_consumers_day', column: 'day', before: days },
    { table: 'caller_day', column: 'day', before: daysBefore(now, retentionDays + 1) },
  ];
}

/** Deletes rows in short statements; of a partitioned table, rows of the same place in other partitions go with a chunk. */
async function deleteInChunks(
  sql: Sql,
  table: string,
  { expired, values }: { expired: string; values: readonly unknown[] },
): Promise<number> {
  let deleted = 0;
  for (;;) {
    const { rowCount } = await sql.query(
      `delete from ${table} where ${expired} and ctid = any(array(
         select ctid from ${table} where ${expired} limit ${CHUNK_ROWS}))`,
      values,
    );
    deleted += rowCount;
    if (rowCount < CHUNK_ROWS) return deleted;
  }
}

/**
 * Forgets instances of the API that were heard last before the days of which hours tell, on whose charts their starts are
 * deploys, and those beyond the bound; and the routes that they declared, a thousand times what else is known of them, once they are silent.
 */
async function deleteInstances(sql: Sql, { id, hourDays }: RetainedProject, now: Date): Promise<number> {
  const { rowCount } = await sql.query(DELETE_INSTANCES, [id, daysBefore(now, hourDays + INSTANCE_MARGIN_DAYS)]);
  await sql.query(FORGET_ROUTES, [id, daysBefore(now, ROUTES_DAYS)]);
  return rowCount;
}

interface Expiry {
  table: string;
  /** Answers how many rows went. */
  expire(sql: Sql): Promise<number>;
}

const deletion = (table: string, text: string, values: readonly unknown[]): Expiry => ({
  table,
  expire: async (sql) => (await sql.query(text, values)).rowCount,
});

function rollupExpiries(project: RetainedProject, now: Date): Expiry[] {
  const rollups = expiredRollups(project, now).map(({ table, column, before }): Expiry => {
    const bound = column === 'day' ? `($3::timestamptz at time zone 'UTC')::date` : '$3::timestamptz';
    // by the primary keys: rows of archives are not looked at
    const expired = `project_id = $1 and environment_id = any($2::smallint[]) and ${column} < ${bound}`;
    const values = [project.id, project.ownIds, before];
    return { table, expire: (sql) => deleteInChunks(sql, table, { expired, values }) };
  });
  // Minutes of an archive go like all others: its calls are there to tell them.
  const minutes = {
    expired: 'project_id = $1 and at < $2',
    values: [project.id, new Date(now.getTime() - project.minuteDays * DAY_MS - RETENTION_MARGIN_MS)],
  };
  return [
    ...rollups,
    { table: 'endpoint_minute', expire: (sql) => deleteInChunks(sql, 'endpoint_minute', minutes) },
    deletion('consumer_caller_hour', 'delete from consumer_caller_hour where project_id = $1 and at < $2', [
      project.id,
      daysBefore(now, TIER_DAYS.consumerCallerHour),
    ]),
  ];
}

function otherExpiries(project: RetainedProject, now: Date): Expiry[] {
  const { id, retentionDays } = project;
  const withCalls = daysBefore(now, retentionDays + 1);
  const signals = { expired: COVERED_SIGNALS, values: [id, daysBefore(now, SIGNAL_DAYS)] };
  return [
    { table: 'signal', expire: (sql) => deleteInChunks(sql, 'signal', signals) },
    // An hour past its bound stays marked: its calls may be an archive's.
    deletion('caller_bound', 'delete from caller_bound where project_id = $1 and hour < $2 and not exceeded', [
      id,
      withCalls,
    ]),
    // Peaks name callers and accounts: they go with the calls.
    deletion('rate_peak', 'delete from rate_peak where project_id = $1 and at < $2', [
      id,
      daysBefore(now, Math.min(retentionDays + 1, PEAK_DAYS)),
    ]),
    deletion('quota_usage', 'delete from quota_usage where project_id = $1 and starts < $2::date', [
      id,
      daysBefore(now, QUOTA_USE_DAYS).toISOString().slice(0, 10),
    ]),
    deletion('ingest_batch', DELETE_BATCHES, [id, new Date(now.getTime() - BATCH_ID_MS), withCalls]),
    { table: 'sdk_instance', expire: (sql) => deleteInstances(sql, project, now) },
  ];
}

/**
 * Deletes a project's expired rollups, signals, batch ids and instances; answers how many rows went. A table that fails holds up no
 * other: throws an AggregateError at the end.
 */
export async function deleteExpiredRows(sql: Sql, project: RetainedProject, now: Date): Promise<number> {
  let deleted = 0;
  const failures: Error[] = [];
  for (const { table, expire } of [...rollupExpiries(project, now), ...otherExpiries(project, now)]) {
    try {
      deleted += await expire(sql);
    } catch (error) {
      failures.push(new Error(`expired rows of ${table} are not deleted`, { cause: error }));
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, failures.map(({ message }) => message).join('; '));
  return deleted;
}

/** Deletes a project's raw calls of one day, the archive's excepted, in chunks; answers how many went. */
export async function deleteCallsOfDay(sql: Sql, project: RetainedProject, day: string): Promise<number> {
  const from = new Date(`${day}T00:00:00Z`);
  const values = [project.id, from, new Date(from.getTime() + DAY_MS), project.ownIds];
  let deleted = 0;
  for (;;) {
    const { rowCount } = await sql.query(
      `delete from call where project_id = $1 and finished_at >= $2 and finished_at < $3 and ctid = any(array(
         select ctid from call where project_id = $1 and finished_at >= $2 and finished_at < $3
           and environment_id = any($4::smallint[]) limit ${CHUNK_ROWS}))
         and environment_id = any($4::smallint[])`,
      values,
    );
    deleted += rowCount;
    if (rowCount < CHUNK_ROWS) return deleted;
  }
}
