import type { Sql } from '../core/storage';
import { INCIDENT_COLUMNS, type IncidentRecord } from './incident-record';

export interface IncidentKey {
  projectId: number;
  incidentId: number;
}

/** One incident; null when there is none. */
export async function findIncident(sql: Sql, { projectId, incidentId }: IncidentKey): Promise<IncidentRecord | null> {
  const { rows } = await sql.query<IncidentRecord>(
    `select ${INCIDENT_COLUMNS} from incident i where i.project_id = $1 and i.id = $2`,
    [projectId, incidentId],
  );
  return rows[0] ?? null;
}

/** The same, locked until the transaction ends: a person and the fold may change one incident at once. */
export async function lockIncident(tx: Sql, { projectId, incidentId }: IncidentKey): Promise<IncidentRecord | null> {
  const { rows } = await tx.query<IncidentRecord>(
    `select ${INCIDENT_COLUMNS} from incident i where i.project_id = $1 and i.id = $2 for update`,
    [projectId, incidentId],
  );
  return rows[0] ?? null;
}
