import type { Sql } from '../core/storage';
import { countsAsLogin } from '../dictionaries/counts-as-login';

export interface LoginEndpointChange {
  projectId: number;
  endpointId: number;
  isLogin: boolean;
}

const FLAG = `update endpoint e set is_login = true where e.project_id = $1 and e.id = $2 and not ${countsAsLogin('e')}`;
const UNFLAG =
  'update endpoint set is_login = false where project_id = $1 and (id = $2 or counts_as = $2) and is_login';

/** Flags an endpoint as login endpoint, or takes the flag away, from all that count as it; false when it was so already. */
export async function setLoginEndpoint(
  sql: Sql,
  { projectId, endpointId, isLogin }: LoginEndpointChange,
): Promise<boolean> {
  const { rowCount } = await sql.query(isLogin ? FLAG : UNFLAG, [projectId, endpointId]);
  return rowCount > 0;
}
