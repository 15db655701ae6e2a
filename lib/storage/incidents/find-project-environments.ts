import type { EnvironmentItem } from '../../shared';
import type { Sql } from '../core/storage';

/** The environments of a project. */
export async function findProjectEnvironments(sql: Sql, projectId: number): Promise<EnvironmentItem[]> {
  const { rows } = await sql.query<EnvironmentItem>(
    'select id, slug, archive from environment where project_id = $1 order by id',
    [projectId],
  );
  return rows;
}
