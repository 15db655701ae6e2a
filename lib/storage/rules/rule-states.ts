import type { RuleState } from '../../shared';
import type { Sql } from '../core/storage';

export interface RuleStateRow {
  ruleId: string;
  state: RuleState;
  since: Date;
  evaluatedTo: Date;
  value: number | null;
  alertId: number | null;
  data: object;
}

/** Writes how rules of a project stand after an evaluation. */
export async function saveRuleStates(
  tx: Sql,
  { projectId, rows }: { projectId: number; rows: readonly RuleStateRow[] },
): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `insert into rule_state as s (project_id, rule_id, "group", state, since, evaluated_to, value, alert_id, data)
     select $1, r."ruleId", '', r.state, r.since, r."evaluatedTo", r.value, r."alertId", r.data
       from jsonb_to_recordset($2::jsonb) as r("ruleId" text, state text, since timestamptz, "evaluatedTo" timestamptz,
            value float8, "alertId" int, data jsonb)
      order by r."ruleId"
     on conflict (project_id, rule_id, "group") do update set
       state = excluded.state, since = excluded.since, evaluated_to = excluded.evaluated_to, value = excluded.value,
       alert_id = excluded.alert_id, data = excluded.data`,
    [projectId, JSON.stringify(rows)],
  );
}

/** Forgets how a rule stood; it begins anew. */
export async function deleteRuleState(tx: Sql, key: { projectId: number; ruleId: string }): Promise<void> {
  await tx.query('delete from rule_state where project_id = $1 and rule_id = $2', [key.projectId, key.ruleId]);
}
