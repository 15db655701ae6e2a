import type { Sql } from '../core/storage';
import { arrayLiteral } from './array-literal';

/** Hours count from the epoch. */
export interface HourCallers {
  hour: number;
  /** No fewer than the rollups hold, this claim's included. */
  callers: number;
  exceeded: boolean;
}

const HOUR = `to_timestamp(u.hour * 3600)`;

/** Adds the callers of a claim to those of its hours; answers what the hours have now. */
export async function addHourCallers(
  sql: Sql,
  projectId: number,
  { hours, callers }: { hours: readonly number[]; callers: readonly number[] },
): Promise<HourCallers[]> {
  const { rows } = await sql.query<HourCallers>(
    `insert into caller_bound as b (project_id, hour, callers)
     select $1::int, ${HOUR}, u.callers from unnest($2::bigint[], $3::int[]) u(hour, callers) order by u.hour
     on conflict (project_id, hour) do update set callers = b.callers + excluded.callers
     returning (extract(epoch from hour) / 3600)::int as hour, callers, exceeded`,
    [projectId, arrayLiteral(hours), arrayLiteral(callers)],
  );
  return rows;
}

/** Sets what was counted of an hour. */
export async function setHourCallers(
  sql: Sql,
  projectId: number,
  { hour, callers, exceeded }: HourCallers,
): Promise<void> {
  await sql.query(
    `update caller_bound set callers = $3, exceeded = exceeded or $4 where project_id = $1 and hour = to_timestamp($2::bigint * 3600)`,
    [projectId, hour, callers, exceeded],
  );
}

/** Notes what a rebuild counted of some hours: more may have been noted before, of environments that were not rebuilt. */
export async function noteHourCallers(sql: Sql, projectId: number, hours: readonly HourCallers[]): Promise<void> {
  if (hours.length === 0) return;
  await sql.query(
    `insert into caller_bound as b (project_id, hour, callers, exceeded)
     select $1::int, ${HOUR}, u.callers, u.exceeded
     from unnest($2::bigint[], $3::int[], $4::boolean[]) u(hour, callers, exceeded) order by u.hour
     on conflict (project_id, hour) do update
     set callers = greatest(b.callers, excluded.callers), exceeded = b.exceeded or excluded.exceeded`,
    [
      projectId,
      arrayLiteral(hours.map(({ hour }) => hour)),
      arrayLiteral(hours.map(({ callers }) => callers)),
      hours.map(({ exceeded }) => exceeded),
    ],
  );
}

/** Callers that `caller_hour` holds of an hour, of all environments. */
export async function countHourCallers(sql: Sql, projectId: number, hour: number): Promise<number> {
  const { rows } = await sql.query<{ count: number }>(
    'select count(*)::int as count from caller_hour where project_id = $1 and at = to_timestamp($2::bigint * 3600)',
    [projectId, hour],
  );
  return rows[0]?.count ?? 0;
}

export interface CallersOfHour {
  projectId: number;
  environmentId: number;
  hour: number;
  callers: readonly string[];
}

/** Positions of the callers that have a row already: of the hour where hours are kept, else of its day. */
export async function findIndexedCallers(
  sql: Sql,
  { projectId, environmentId, hour, callers }: CallersOfHour,
  tier: 'hour' | 'day',
): Promise<number[]> {
  const row = {
    hour: `caller_hour t on t.at = to_timestamp($3::bigint * 3600)`,
    day: `caller_day t on t.day = date '1970-01-01' + ($3::bigint / 24)::int`,
  }[tier];
  const { rows } = await sql.query<{ position: number }>(
    `select (u.ordinal - 1)::int as position from unnest($4::inet[]) with ordinality u(caller, ordinal)
     join ${row} and t.project_id = $1 and t.environment_id = $2 and t.caller = u.caller`,
    [projectId, environmentId, hour, arrayLiteral(callers)],
  );
  return rows.map(({ position }) => position);
}

/** Hours (seconds since the epoch) of which some callers are not indexed. */
export async function readExceededHours(
  sql: Sql,
  { projectId, from, to }: { projectId: number; from: Date; to: Date },
): Promise<number[]> {
  const { rows } = await sql.query<{ hour: number }>(
    `select extract(epoch from hour)::float8 as hour from caller_bound
     where project_id = $1 and hour >= $2 and hour < $3 and exceeded`,
    [projectId, from, to],
  );
  return rows.map(({ hour }) => hour);
}
