import type { Sql } from '../core/storage';
import type { IncidentKey } from './find-incident';

/**
 * Running incidents without evidence since `before`; a list without locks. A project whose signals still wait to be folded
 * is left out: its incidents may not be quiet at all.
 */
export async function listQuietIncidents(sql: Sql, before: Date): Promise<IncidentKey[]> {
  const { rows } = await sql.query<IncidentKey>(
    `with fed as materialized (select distinct project_id from signal_feed)
     select i.project_id as "projectId", i.id as "incidentId" from incident i
     where i.state <> 'resolved' and i.last_seen_at < $1
       and not exists (select from fed where fed.project_id = i.project_id)
     order by i.project_id, i.id`,
    [before],
  );
  return rows;
}
