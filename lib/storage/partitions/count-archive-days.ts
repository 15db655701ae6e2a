import type { Sql } from '../core/storage';

/** Days of one environment, from one to the next: a day has a row for each of its endpoints. Over endpoint_day_pkey. */
const COUNT = `
  with recursive day(at) as (
    select min(at) from endpoint_day where project_id = $1 and environment_id = $2
    union all
    select (select min(d.at) from endpoint_day d where d.project_id = $1 and d.environment_id = $2 and d.at > day.at)
      from day where day.at is not null)
  select count(at)::int as days from day`;

/** On how many days the archives of a project have calls, as rollups tell: those of the last seconds are not counted yet. */
export async function countArchiveDays(
  sql: Sql,
  { projectId, archives }: { projectId: number; archives: ReadonlySet<number> },
): Promise<number> {
  let days = 0;
  for (const environmentId of archives) {
    const { rows } = await sql.query<{ days: number }>(COUNT, [projectId, environmentId]);
    days += rows[0]?.days ?? 0;
  }
  return days;
}
