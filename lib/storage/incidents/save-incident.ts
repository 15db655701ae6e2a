import type { Sql } from '../core/storage';
import type { IncidentRecord } from './incident-record';

/** Inserts an incident, or overwrites the one with its number. */
export async function saveIncident(tx: Sql, one: IncidentRecord): Promise<void> {
  await tx.query(
    `insert into incident (project_id, id, environment_id, state, severity, detector, title, historical, opened_at,
                           updated_at, resolved_at, acknowledged_at, acknowledged_by, first_seen_at, last_seen_at,
                           call_count, entities, figures)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17::jsonb, $18::jsonb)
     on conflict (project_id, id) do update set
       state = excluded.state, severity = excluded.severity, detector = excluded.detector, title = excluded.title,
       updated_at = excluded.updated_at, resolved_at = excluded.resolved_at, acknowledged_at = excluded.acknowledged_at,
       acknowledged_by = excluded.acknowledged_by, first_seen_at = excluded.first_seen_at,
       last_seen_at = excluded.last_seen_at, call_count = excluded.call_count, entities = excluded.entities,
       figures = excluded.figures`,
    [
      one.projectId,
      one.id,
      one.environmentId,
      one.state,
      one.severity,
      one.detector,
      one.title,
      one.historical,
      one.openedAt,
      one.updatedAt,
      one.resolvedAt,
      one.acknowledgedAt,
      one.acknowledgedBy,
      one.firstSeenAt,
      one.lastSeenAt,
      one.callCount,
      JSON.stringify(one.entities),
      JSON.stringify(one.figures),
    ],
  );
}
