import type { Sql } from '../core/storage';
import { findEndpointsById, type EndpointName } from './find-endpoints';

export interface LoginEndpointChange {
  projectId: number;
  endpointId: number;
  isLogin: boolean;
}

/** Flags an endpoint as login endpoint, or takes the flag away; null when it was so already, or there is none. */
export async function setLoginEndpoint(
  sql: Sql,
  { projectId, endpointId, isLogin }: LoginEndpointChange,
): Promise<EndpointName | null> {
  const { rowCount } = await sql.query(
    'update endpoint set is_login = $3 where project_id = $1 and id = $2 and is_login <> $3',
    [projectId, endpointId, isLogin],
  );
  if (rowCount === 0) return null;
  return (await findEndpointsById(sql, projectId, [endpointId])).get(endpointId) ?? null;
}
