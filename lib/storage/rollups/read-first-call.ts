import type { Sql } from '../core/storage';
import { CALLS_IN_WINDOW, SECOND } from '../search/call-window';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

export interface FirstQuery {
  projectId: number;
  environmentIds: readonly number[];
}

/** The earliest day, and the earliest minute, that rollups know of; hours are kept shorter than days. */
async function readFirstRollups(
  sql: Sql,
  { projectId, environmentIds }: FirstQuery,
): Promise<{ day: Date | null; minute: Date | null }> {
  const { rows } = await sql.query<{ day: Date | null; minute: Date | null }>(
    `select min(d.at) as day, min(h.minute) as minute
     from unnest($2::smallint[]) e(id)
     left join lateral (
       select at from endpoint_day where project_id = $1 and environment_id = e.id order by at limit 1) d on true
     left join lateral (
       select at + (select min(b) from generate_series(0, 59) b where (minutes >> b) & 1 = 1) * interval '1 minute' as minute
       from endpoint_hour where project_id = $1 and environment_id = e.id and endpoint_id = 0 order by at limit 1) h on true`,
    [projectId, environmentIds],
  );
  return rows[0] ?? { day: null, minute: null };
}

/** The latest minute that rollups know of; null when they know of none. By the keys of endpoint_hour, from their end. */
export async function readLastMinute(sql: Sql, { projectId, environmentIds }: FirstQuery): Promise<Date | null> {
  const { rows } = await sql.query<{ minute: Date | null }>(
    `select max(h.minute) as minute
     from unnest($2::smallint[]) e(id)
     join lateral (
       select at + (select max(b) from generate_series(0, 59) b where (minutes >> b) & 1 = 1) * interval '1 minute' as minute
       from endpoint_hour where project_id = $1 and environment_id = e.id and endpoint_id = 0 order by at desc limit 1
     ) h on true`,
    [projectId, environmentIds],
  );
  return rows[0]?.minute ?? null;
}

/** When the first call of a window finished; null when none is kept. Over call_second, whose first second is read alone. */
async function readFirstCallIn(
  sql: Sql,
  { projectId, environmentIds, from, to }: FirstQuery & { from: Date; to: Date },
): Promise<Date | null> {
  const { rows } = await sql.query<{ at: Date }>(
    `select finished_at at from call where ${CALLS_IN_WINDOW} and environment_id = any($4::smallint[])
     order by ${SECOND}, finished_at limit 1`,
    [projectId, from, to, environmentIds],
  );
  return rows[0]?.at ?? null;
}

/**
 * When the first call ever finished: exactly while it is kept, else the start of its minute or day; null without calls.
 * Takes the start of the first minute that waits for the rollup (epoch ms), if one does.
 */
export async function readFirstCall(
  sql: Sql,
  query: FirstQuery,
  waitingMs = Number.POSITIVE_INFINITY,
): Promise<Date | null> {
  const { day, minute } = await readFirstRollups(sql, query);
  const minuteMs = Math.min(minute?.getTime() ?? Number.POSITIVE_INFINITY, waitingMs);
  const dayEndMs = day ? day.getTime() + DAY_MS : Number.POSITIVE_INFINITY;
  if (day && dayEndMs <= minuteMs) return day;
  if (minuteMs === Number.POSITIVE_INFINITY) return null;
  const from = new Date(minuteMs);
  return (await readFirstCallIn(sql, { ...query, from, to: new Date(minuteMs + MINUTE_MS) })) ?? from;
}
