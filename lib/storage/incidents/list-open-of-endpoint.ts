import type { Sql } from '../core/storage';
import { INCIDENT_COLUMNS, type IncidentRecord } from './incident-record';

export interface OpenOfEndpoint {
  projectId: number;
  environmentIds: readonly number[];
  /** All that count as the endpoint. */
  endpointIds: readonly number[];
  limit: number;
}

/** Incidents that are not resolved and name an endpoint, the newest first. Over incident (project_id, state, opened_at). */
export async function listOpenOfEndpoint(sql: Sql, query: OpenOfEndpoint): Promise<IncidentRecord[]> {
  const { rows } = await sql.query<IncidentRecord>(
    `select ${INCIDENT_COLUMNS} from incident i
     where i.project_id = $1 and i.state in ('open', 'acknowledged') and i.environment_id = any($2::smallint[])
       and exists (select from jsonb_array_elements(i.entities->'endpointIds') one where one::int = any($3::int[]))
     order by i.opened_at desc, i.id desc limit $4`,
    [query.projectId, query.environmentIds, query.endpointIds, query.limit],
  );
  return rows;
}
