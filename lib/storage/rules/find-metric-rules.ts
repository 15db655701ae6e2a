import type { RuleState, Severity } from '../../shared';
import type { Sql } from '../core/storage';
import { LEASE_BUCKETS } from '../leases/lease';

/** An enabled metric rule and how it stood after its last evaluation. */
export interface MetricRuleRow {
  id: string;
  projectId: number;
  name: string;
  severity: Severity;
  /** A MetricDefinition, unchecked. */
  definition: unknown;
  channels: string[];
  effectiveAt: Date;
  /** Null before its first evaluation. */
  state: RuleState | null;
  evaluatedTo: Date | null;
  alertId: number | null;
  /** What the last evaluation left for the next, unchecked. */
  data: unknown;
  /** Of the alert that is going on. */
  acknowledged: boolean;
}

/** Enabled metric rules of the projects in these lease buckets. */
export async function findMetricRules(sql: Sql, buckets: readonly number[]): Promise<MetricRuleRow[]> {
  const { rows } = await sql.query<MetricRuleRow>(
    `select r.id, r.project_id as "projectId", r.name, r.severity, r.definition, coalesce(r.channels, '{}') as channels,
            r.effective_at as "effectiveAt", s.state, s.evaluated_to as "evaluatedTo", s.alert_id as "alertId", s.data,
            a.acknowledged_by is not null as acknowledged
       from rule r
       left join rule_state s on s.project_id = r.project_id and s.rule_id = r.id and s."group" = ''
       left join alert a on a.project_id = s.project_id and a.id = s.alert_id
      where r.kind = 'metric' and r.enabled and r.project_id % ${LEASE_BUCKETS} = any($1::int[])
      order by r.project_id, r.created_at, r.id`,
    [buckets],
  );
  return rows;
}

/**
 * Keeps the rules of a project as they are until COMMIT: which of these are still enabled, and since when they watch what they
 * watch. An edit waits meanwhile, and afterwards finds what was written.
 */
export async function holdMetricRules(
  tx: Sql,
  { projectId, ids }: { projectId: number; ids: readonly string[] },
): Promise<Map<string, Date>> {
  const { rows } = await tx.query<{ id: string; effectiveAt: Date }>(
    `select id, effective_at as "effectiveAt" from rule
      where project_id = $1 and id = any($2::text[]) and kind = 'metric' and enabled
      order by id for share`,
    [projectId, ids],
  );
  return new Map(rows.map(({ id, effectiveAt }) => [id, effectiveAt]));
}
