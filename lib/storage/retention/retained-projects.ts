import type { Sql } from '../core/storage';

export interface RetainedProject {
  id: number;
  /** Days that raw calls are kept. */
  retentionDays: number;
  /** Environments whose calls and rollups never expire. */
  archiveIds: number[];
}

/** What retention has to know of every project. */
export async function listRetainedProjects(sql: Sql): Promise<RetainedProject[]> {
  const { rows } = await sql.query<{ id: number; retention_days: number; archive_ids: number[] }>(
    `select p.id, p.retention_days,
       coalesce((select array_agg(e.id::int order by e.id) from environment e where e.project_id = p.id and e.archive), '{}')
         archive_ids
     from project p order by p.id`,
  );
  return rows.map((row) => ({ id: row.id, retentionDays: row.retention_days, archiveIds: row.archive_ids }));
}
