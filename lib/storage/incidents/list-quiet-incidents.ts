import type { Sql } from '../core/storage';
import type { IncidentKey } from './find-incident';

/** Running incidents without evidence since `before`, of all projects; a list without locks. */
export async function listQuietIncidents(sql: Sql, before: Date): Promise<IncidentKey[]> {
  const { rows } = await sql.query<IncidentKey>(
    `select project_id as "projectId", id as "incidentId" from incident
     where state <> 'resolved' and last_seen_at < $1 order by project_id, id`,
    [before],
  );
  return rows;
}
