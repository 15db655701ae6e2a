import type { Sql } from '../core/storage';
import type { TierDays } from '../rollups/tier-retention';

export interface RetainedProject extends TierDays {
  id: number;
  /** Days that raw calls are kept. */
  retentionDays: number;
  /** Environments whose calls and rollups expire: all but archives. */
  ownIds: number[];
}

/** What retention has to know of every project. */
export async function listRetainedProjects(sql: Sql): Promise<RetainedProject[]> {
  const { rows } = await sql.query<RetainedProject>(
    `select p.id, p.retention_days as "retentionDays", p.minute_days as "minuteDays", p.hour_days as "hourDays",
       p.day_days as "dayDays",
       coalesce((select array_agg(e.id::int order by e.id) from environment e where e.project_id = p.id and not e.archive), '{}')
         "ownIds"
     from project p order by p.id`,
  );
  return rows;
}
