import type { IncidentState } from '../../shared';
import type { Sql } from '../core/storage';
import { INCIDENT_COLUMNS, type IncidentRecord } from './incident-record';

export interface IncidentFilter {
  projectId: number;
  environmentIds: readonly number[];
  state: IncidentState | null;
  /** Number of the last incident of the page before. */
  beforeId: number | null;
  limit: number;
}

/** Incidents of a project, the newest first. */
export async function listIncidents(sql: Sql, filter: IncidentFilter): Promise<IncidentRecord[]> {
  const { rows } = await sql.query<IncidentRecord>(
    `select ${INCIDENT_COLUMNS} from incident i
     where i.project_id = $1
       and i.environment_id = any($2::smallint[])
       and ($3::text is null or i.state = $3)
       and ($4::int is null or i.id < $4)
     order by i.id desc
     limit $5`,
    [filter.projectId, [...filter.environmentIds], filter.state, filter.beforeId, filter.limit],
  );
  return rows;
}
