import type { Sql } from '../core/storage';

/** Environments that are outside alerting, as pairs of project and environment id. */
export async function findArchiveEnvironments(
  sql: Sql,
  projectIds: readonly number[],
): Promise<{ projectId: number; environmentId: number }[]> {
  const { rows } = await sql.query<{ projectId: number; environmentId: number }>(
    `select project_id as "projectId", id as "environmentId"
       from environment where project_id = any($1::int[]) and archive`,
    [projectIds],
  );
  return rows;
}
