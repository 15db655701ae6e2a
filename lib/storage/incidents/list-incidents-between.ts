import type { Sql } from '../core/storage';
import { INCIDENT_COLUMNS, type IncidentRecord } from './incident-record';

export interface IncidentsBetween {
  projectId: number;
  environmentIds: readonly number[];
  from: Date;
  to: Date;
  limit: number;
}

/** Incidents whose evidence lies in [from, to), the latest first; those that imports found are left out. */
export async function listIncidentsBetween(sql: Sql, query: IncidentsBetween): Promise<IncidentRecord[]> {
  const { rows } = await sql.query<IncidentRecord>(
    `select ${INCIDENT_COLUMNS} from incident i
     where i.project_id = $1 and i.environment_id = any($2::smallint[]) and not i.historical
       and i.first_seen_at < $4 and i.last_seen_at >= $3
     order by i.id desc
     limit $5`,
    [query.projectId, [...query.environmentIds], query.from, query.to, query.limit],
  );
  return rows;
}
