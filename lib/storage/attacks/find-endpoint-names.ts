import type { Sql } from '../core/storage';

/** `METHOD route` of endpoints by id. */
export async function findEndpointNames(
  sql: Sql,
  { projectId, ids }: { projectId: number; ids: readonly number[] },
): Promise<Map<number, string>> {
  const { rows } = await sql.query<{ id: number; name: string }>(
    `select id, method || ' ' || route as name from endpoint where project_id = $1 and id = any($2::int[])`,
    [projectId, [...new Set(ids)]],
  );
  return new Map(rows.map((row) => [row.id, row.name]));
}
