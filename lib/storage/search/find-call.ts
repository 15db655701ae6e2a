import type { Sql } from '../core/storage';
import { callsBetween } from './call-window';
import { FOUND_COLUMNS, type FoundCall } from './search-calls';

export interface CallPlace {
  projectId: number;
  /** As lists tell it. */
  id: string;
  /** The call finished at or after this, and before the other. */
  from: Date;
  to: Date;
}

/** One call by its id, which no index holds: among those of the seconds in which it finished, over `call_second`. */
export async function findCall(sql: Sql, { projectId, id, from, to }: CallPlace): Promise<FoundCall | null> {
  const { rows } = await sql.query<FoundCall>(
    `select ${FOUND_COLUMNS} from call where ${callsBetween('$2', '$3')} and call.id = $4::bigint limit 1`,
    [projectId, from, to, id],
  );
  return rows[0] ?? null;
}
