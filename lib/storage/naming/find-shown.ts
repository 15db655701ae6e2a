import type { Sql } from '../core/storage';

/** Ids of the endpoints that are shown, or whose endpoint is shown, with a route like one of the patterns (of SQL). */
export async function findEndpointIdsShown(sql: Sql, projectId: number, likes: readonly string[]): Promise<number[]> {
  const { rows } = await sql.query<{ id: number }>(
    `select e.id
       from endpoint e join endpoint r on r.project_id = e.project_id and r.id = coalesce(e.counts_as, e.id)
      where e.project_id = $1 and coalesce(r.label, r.route) like any($2::text[])`,
    [projectId, likes],
  );
  return rows.map(({ id }) => id);
}
