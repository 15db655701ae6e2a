import type { AlertState, Severity } from '../../shared';
import type { Sql } from '../core/storage';

export interface AlertRecord {
  id: number;
  ruleId: string;
  group: string;
  state: AlertState;
  severity: Severity;
  startedAt: Date;
  firedAt: Date | null;
  resolvedAt: Date | null;
  value: number | null;
  acknowledgedBy: string | null;
  acknowledgedAt: Date | null;
  /** {ruleName, definition, peakValue, reason, late}, unchecked. */
  data: unknown;
}

export interface AlertKey {
  projectId: number;
  alertId: number;
}

const SELECT = `
  select id, rule_id as "ruleId", "group", state, severity, started_at as "startedAt", fired_at as "firedAt",
         resolved_at as "resolvedAt", value, acknowledged_by as "acknowledgedBy", acknowledged_at as "acknowledgedAt", data
    from alert`;

export interface AlertFilter {
  projectId: number;
  /** Null = any. */
  states: readonly AlertState[] | null;
  ruleId: string | null;
  /** Slug: those whose rule watched another environment alone are left out. */
  environment: string | null;
  /** Number of the last alert of the page before. */
  beforeId: number | null;
  limit: number;
}

/** Alerts of a project, the newest first. By the primary key. */
export async function listAlerts(sql: Sql, filter: AlertFilter): Promise<AlertRecord[]> {
  const { projectId, states, ruleId, environment, beforeId, limit } = filter;
  const { rows } = await sql.query<AlertRecord>(
    `${SELECT} where project_id = $1 and ($2::text[] is null or state = any($2))
       and ($3::text is null or rule_id = $3) and ($4::int is null or id < $4)
       and ($6::text is null or coalesce(data #>> '{definition,filters,environment}', $6) = $6)
      order by id desc limit $5`,
    [projectId, states, ruleId, beforeId, limit, environment],
  );
  return rows;
}

export async function findAlert(sql: Sql, { projectId, alertId }: AlertKey): Promise<AlertRecord | null> {
  const { rows } = await sql.query<AlertRecord>(`${SELECT} where project_id = $1 and id = $2`, [projectId, alertId]);
  return rows[0] ?? null;
}

/** The alert, which nobody else changes until COMMIT. */
export async function lockAlert(tx: Sql, { projectId, alertId }: AlertKey): Promise<AlertRecord | null> {
  const { rows } = await tx.query<AlertRecord>(`${SELECT} where project_id = $1 and id = $2 for update`, [
    projectId,
    alertId,
  ]);
  return rows[0] ?? null;
}

export async function acknowledgeAlertRow(
  tx: Sql,
  { projectId, alertId, by, at }: AlertKey & { by: string; at: Date },
): Promise<void> {
  await tx.query(`update alert set acknowledged_by = $3, acknowledged_at = $4 where project_id = $1 and id = $2`, [
    projectId,
    alertId,
    by,
    at,
  ]);
}
