import type { Sql } from '../core/storage';

export interface EndpointName {
  id: number;
  method: string;
  route: string;
  isLogin: boolean;
  firstSeenAt: Date;
  lastSeenAt: Date;
}

/** The columns of an EndpointName. */
export const ENDPOINT_COLUMNS = `id, method, route, is_login as "isLogin", first_seen_at as "firstSeenAt",
  last_seen_at as "lastSeenAt"`;

/** Method, route and marks of endpoints by id. */
export async function findEndpointsById(
  sql: Sql,
  projectId: number,
  ids: readonly number[],
): Promise<Map<number, EndpointName>> {
  const { rows } = await sql.query<EndpointName>(
    `select ${ENDPOINT_COLUMNS}
     from endpoint where project_id = $1 and id = any($2::int[])`,
    [projectId, [...new Set(ids)]],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Ids of the endpoints that are flagged as login endpoints. */
export async function findLoginEndpointIds(sql: Sql, projectId: number): Promise<number[]> {
  const { rows } = await sql.query<{ id: number }>('select id from endpoint where project_id = $1 and is_login', [
    projectId,
  ]);
  return rows.map(({ id }) => id);
}

/** `METHOD route` of endpoints by id. */
export async function findEndpointNames(
  sql: Sql,
  { projectId, ids }: { projectId: number; ids: readonly number[] },
): Promise<Map<number, string>> {
  const endpoints = await findEndpointsById(sql, projectId, ids);
  return new Map([...endpoints.values()].map(({ id, method, route }) => [id, `${method} ${route}`]));
}
