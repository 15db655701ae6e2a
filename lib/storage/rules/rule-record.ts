import type { RuleState, Severity } from '../../shared';
import type { PrismaTx, Sql } from '../core/storage';

export interface RuleRecord {
  id: string;
  projectId: number;
  kind: 'metric' | 'incident';
  name: string;
  enabled: boolean;
  severity: Severity;
  /** A MetricDefinition or an IncidentRuleDefinition, unchecked. */
  definition: unknown;
  channels: string[];
  createdAt: Date;
  effectiveAt: Date;
  /** How a metric rule stands; null when it has not been evaluated. */
  standing: RuleStanding | null;
}

export interface RuleStanding {
  state: RuleState;
  since: string;
  evaluatedTo: string;
  value: number | null;
  alertId: number | null;
  /** {reason …}, unchecked. */
  data: unknown;
}

const iso = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const SELECT = `
  select r.id, r.project_id as "projectId", r.kind, r.name, r.enabled, r.severity, r.definition,
         coalesce(r.channels, '{}') as channels, r.created_at as "createdAt", r.effective_at as "effectiveAt",
         case when s.state is not null then jsonb_build_object('state', s.state, 'since', ${iso('s.since')},
           'evaluatedTo', ${iso('s.evaluated_to')}, 'value', s.value, 'alertId', s.alert_id, 'data', s.data) end as standing
    from rule r
    left join rule_state s on s.project_id = r.project_id and s.rule_id = r.id and s."group" = '' and r.enabled`;

/** Rules of a project, the oldest first. */
export async function listRules(sql: Sql, projectId: number): Promise<RuleRecord[]> {
  const { rows } = await sql.query<RuleRecord>(`${SELECT} where r.project_id = $1 order by r.created_at, r.id`, [
    projectId,
  ]);
  return rows;
}

export interface RuleKey {
  projectId: number;
  id: string;
}

export async function findRule(sql: Sql, { projectId, id }: RuleKey): Promise<RuleRecord | null> {
  const { rows } = await sql.query<RuleRecord>(`${SELECT} where r.project_id = $1 and r.id = $2`, [projectId, id]);
  return rows[0] ?? null;
}

/** The rule, which no evaluation and no other edit touches until COMMIT. */
export async function lockRule(tx: Sql, key: RuleKey): Promise<RuleRecord | null> {
  await tx.query('select 1 from rule where project_id = $1 and id = $2 for update', [key.projectId, key.id]);
  return findRule(tx, key);
}

export interface RuleValues {
  name: string;
  enabled: boolean;
  severity: Severity;
  definition: object;
  channels: string[];
}

export async function insertRule(
  { prisma }: { prisma: PrismaTx },
  { kind, at, ...rule }: RuleValues & RuleKey & { kind: RuleRecord['kind']; at: Date },
): Promise<void> {
  const data = { ...rule, kind, createdAt: at, updatedAt: at, effectiveAt: at };
  await prisma.rule.create({ data, select: { id: true } });
}

/** `effectiveAt`: it watches something else from then on. */
export async function updateRule(
  { prisma }: { prisma: PrismaTx },
  { projectId, id, at, ...values }: RuleValues & RuleKey & { at: Date; effectiveAt: Date },
): Promise<void> {
  await prisma.rule.update({ where: { projectId, id }, data: { ...values, updatedAt: at }, select: { id: true } });
}

export async function deleteRule({ prisma }: { prisma: PrismaTx }, { projectId, id }: RuleKey): Promise<void> {
  await prisma.rule.delete({ where: { projectId, id }, select: { id: true } });
}
