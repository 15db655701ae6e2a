import type { AlertState, Severity } from '../../shared';
import type { Sql } from '../core/storage';

/** What an evaluation knows of an alert; who acknowledged it is not its business. */
export interface AlertValues {
  id: number;
  ruleId: string;
  state: AlertState;
  severity: Severity;
  startedAt: Date;
  firedAt: Date | null;
  resolvedAt: Date | null;
  value: number | null;
  data: object;
}

/** Writes alerts of a project, new ones and changed ones. */
export async function saveAlerts(
  tx: Sql,
  { projectId, alerts }: { projectId: number; alerts: readonly AlertValues[] },
): Promise<void> {
  if (alerts.length === 0) return;
  await tx.query(
    `insert into alert as a (project_id, id, rule_id, "group", state, severity, started_at, fired_at, resolved_at, value, data)
     select $1, r.id, r."ruleId", '', r.state, r.severity, r."startedAt", r."firedAt", r."resolvedAt", r.value, r.data
       from jsonb_to_recordset($2::jsonb) as r(id int, "ruleId" text, state text, severity text, "startedAt" timestamptz,
            "firedAt" timestamptz, "resolvedAt" timestamptz, value float8, data jsonb)
      order by r.id
     on conflict (project_id, id) do update set
       state = excluded.state, severity = excluded.severity, fired_at = excluded.fired_at,
       resolved_at = excluded.resolved_at, value = excluded.value, data = excluded.data`,
    [projectId, JSON.stringify(alerts)],
  );
}
