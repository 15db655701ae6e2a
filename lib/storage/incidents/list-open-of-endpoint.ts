import type { Sql } from '../core/storage';
import { INCIDENT_COLUMNS, type IncidentRecord } from './incident-record';

export interface OpenOfEndpoint {
  projectId: number;
  environmentIds: readonly number[];
  endpointId: number;
  limit: number;
}

/** Incidents that are not resolved and name an endpoint, the newest first. Over incident (project_id, state, opened_at). */
export async function listOpenOfEndpoint(sql: Sql, query: OpenOfEndpoint): Promise<IncidentRecord[]> {
  const { rows } = await sql.query<IncidentRecord>(
    `select ${INCIDENT_COLUMNS} from incident i
     where i.project_id = $1 and i.state in ('open', 'acknowledged') and i.environment_id = any($2::smallint[])
       and i.entities->'endpointIds' @> to_jsonb($3::int)
     order by i.opened_at desc, i.id desc limit $4`,
    [query.projectId, query.environmentIds, query.endpointId, query.limit],
  );
  return rows;
}
