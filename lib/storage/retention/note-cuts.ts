import type { Sql } from '../core/storage';
import { keptSinceMs } from '../rollups/tier-retention';
import type { RetainedProject } from './retained-projects';

const DAY_MS = 86_400_000;
const SINCE = ['calls_since', 'minutes_since', 'hours_since'];

// Over the primary keys. The archive's minutes go like all others, its calls and hours do not.
const HOLDS = `
  with every as materialized (select id, archive from environment where project_id = $1)
  select exists (select from every e join endpoint_day d on d.project_id = $1 and d.environment_id = e.id and d.at < $2
                  where not e.archive) as calls,
         exists (select from every e join endpoint_minute m on m.project_id = $1 and m.environment_id = e.id and m.at < $3) as minutes,
         exists (select from every e join endpoint_hour h on h.project_id = $1 and h.environment_id = e.id and h.at < $4
                  where not e.archive) as hours`;

/**
 * Notes how far raw calls, minutes and hours of a project are deleted, before they are: kept for longer afterwards, they are not
 * there. What has nothing to delete is not cut. A time to come was noted by a clock that was wrong: what is gone went before now.
 */
export async function noteCuts(sql: Sql, project: RetainedProject, now: Date): Promise<void> {
  await sql.query(
    `update project set ${SINCE.map((name) => `${name} = case when ${name} > $2 then $2 else ${name} end`).join(', ')}
      where id = $1 and greatest(${SINCE.join(', ')}) > $2`,
    [project.id, now],
  );
  const calls = new Date(Math.floor((now.getTime() - project.retentionDays * DAY_MS) / DAY_MS) * DAY_MS);
  const minutes = new Date(keptSinceMs(now, project.minuteDays));
  const hours = new Date(keptSinceMs(now, project.hourDays));
  const { rows } = await sql.query<Record<'calls' | 'minutes' | 'hours', boolean>>(HOLDS, [
    project.id,
    calls,
    minutes,
    hours,
  ]);
  const [holds] = rows;
  if (!holds?.calls && !holds?.minutes && !holds?.hours) return;
  await sql.query(
    `update project set calls_since = greatest(calls_since, $2), minutes_since = greatest(minutes_since, $3),
            hours_since = greatest(hours_since, $4) where id = $1`,
    [project.id, holds.calls ? calls : null, holds.minutes ? minutes : null, holds.hours ? hours : null],
  );
}

/** Are raw calls of the day (UTC) still there as they were stored, as far as the retention is concerned? */
export async function areCallsKept(
  sql: Sql,
  { projectId, environmentIds, day }: { projectId: number; environmentIds: readonly number[]; day: Date },
): Promise<boolean> {
  const { rowCount } = await sql.query(
    `select from project p join environment e on e.project_id = p.id
      where p.id = $1 and p.calls_since > $2 and e.id = any($3::smallint[]) and not e.archive limit 1`,
    [projectId, day, environmentIds],
  );
  return rowCount === 0;
}
