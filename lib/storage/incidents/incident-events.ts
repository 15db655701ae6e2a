import type { Sql } from '../core/storage';
import type { IncidentKey } from './find-incident';
import { takeNumbers } from './take-numbers';

export interface IncidentEventRecord {
  id: number;
  incidentId: number;
  at: Date;
  kind: string;
  actor: string | null;
  data: unknown;
}

export type NewIncidentEvent = Omit<IncidentEventRecord, 'id'>;

/** Writes events in order and returns them with their numbers. */
export async function insertIncidentEvents(
  tx: Sql,
  { projectId, events }: { projectId: number; events: readonly NewIncidentEvent[] },
): Promise<IncidentEventRecord[]> {
  if (events.length === 0) return [];
  const first = await takeNumbers(tx, { projectId, name: 'incident_event', count: events.length });
  const numbered = events.map((event, index) => ({ ...event, id: first + index }));
  await tx.query(
    `insert into incident_event (project_id, id, incident_id, at, kind, actor, data)
     select $1::int, n, i, t, k, a, d::jsonb
     from unnest($2::int[], $3::int[], $4::timestamptz[], $5::text[], $6::text[], $7::text[]) as given(n, i, t, k, a, d)`,
    [
      projectId,
      numbered.map((event) => event.id),
      numbered.map((event) => event.incidentId),
      numbered.map((event) => event.at),
      numbered.map((event) => event.kind),
      numbered.map((event) => event.actor),
      numbered.map((event) => JSON.stringify(event.data)),
    ],
  );
  return numbered;
}

/** The events of one incident in order; the latest 2,000. Uses incident_event (project_id, incident_id, id). */
export async function listIncidentEvents(
  sql: Sql,
  { projectId, incidentId }: IncidentKey,
): Promise<IncidentEventRecord[]> {
  const { rows } = await sql.query<IncidentEventRecord>(
    `select id, incident_id as "incidentId", at, kind, actor, data from incident_event
     where project_id = $1 and incident_id = $2 order by id desc limit 2000`,
    [projectId, incidentId],
  );
  return rows.reverse();
}

/** Messages to people by the event that caused them. */
export async function countToldByEvent(sql: Sql, { projectId, incidentId }: IncidentKey): Promise<Map<number, number>> {
  const { rows } = await sql.query<{ eventId: number; told: number }>(
    `select incident_event_id as "eventId", count(*)::int as told from outbox
     where project_id = $1 and incident_id = $2 and incident_event_id is not null group by 1`,
    [projectId, incidentId],
  );
  return new Map(rows.map((row) => [row.eventId, row.told]));
}
