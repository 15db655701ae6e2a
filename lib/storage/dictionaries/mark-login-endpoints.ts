import type { Sql } from '../core/storage';

/** Flags endpoints as login endpoints; they stay flagged until a user says otherwise. Gives how many were not flagged before. */
export async function markLoginEndpoints(sql: Sql, projectId: number, ids: readonly number[]): Promise<number> {
  const { rowCount } = await sql.query(
    'update endpoint set is_login = true where project_id = $1 and id = any($2::int[]) and not is_login',
    [projectId, ids],
  );
  return rowCount;
}
