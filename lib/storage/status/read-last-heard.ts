import type { Sql } from '../core/storage';

/** When an SDK of each of these environments last sent anything; environments that none ever spoke for are left out. */
export async function readLastHeard(
  sql: Sql,
  { projectId, environmentIds }: { projectId: number; environmentIds: readonly number[] },
): Promise<{ environmentId: number; at: Date }[]> {
  const { rows } = await sql.query<{ environmentId: number; at: Date }>(
    `select environment_id as "environmentId", max(last_seen_at) as at from sdk_instance
      where project_id = $1 and environment_id = any($2::smallint[]) group by environment_id`,
    [projectId, environmentIds],
  );
  return rows;
}
