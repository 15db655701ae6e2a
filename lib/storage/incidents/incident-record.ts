import type { IncidentState, Severity } from '../../shared';

/** One row of `incident`; `entities` and `figures` are as lib/incidents writes them. */
export interface IncidentRecord {
  projectId: number;
  id: number;
  environmentId: number;
  state: IncidentState;
  severity: Severity;
  detector: string;
  title: string;
  historical: boolean;
  openedAt: Date;
  updatedAt: Date;
  resolvedAt: Date | null;
  acknowledgedAt: Date | null;
  acknowledgedBy: string | null;
  firstSeenAt: Date;
  lastSeenAt: Date;
  callCount: number;
  entities: unknown;
  figures: unknown;
}

/** Columns of `incident i`. */
export const INCIDENT_COLUMNS = `i.project_id as "projectId", i.id, i.environment_id as "environmentId", i.state, i.severity,
  i.detector, i.title, i.historical, i.opened_at as "openedAt", i.updated_at as "updatedAt", i.resolved_at as "resolvedAt",
  i.acknowledged_at as "acknowledgedAt", i.acknowledged_by as "acknowledgedBy", i.first_seen_at as "firstSeenAt",
  i.last_seen_at as "lastSeenAt", i.call_count as "callCount", i.entities, i.figures`;
