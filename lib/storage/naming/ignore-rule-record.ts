import type { PrismaTx, Sql } from '../core/storage';

/** Which calls are taken and not stored: what is given must all match. */
export interface IgnoreRuleValues {
  method: string | null;
  /** With * for any characters. */
  path: string | null;
  /** A part of it, in any case. */
  userAgent: string | null;
  /** CIDR of the caller. */
  network: string | null;
}

export interface IgnoreRuleRecord extends IgnoreRuleValues {
  projectId: number;
  id: number;
  enabled: boolean;
  createdBy: string | null;
  createdAt: Date;
}

export interface ListedIgnoreRule extends IgnoreRuleRecord {
  ignoredCalls: number;
  lastIgnoredAt: Date | null;
}

const SELECT = `select i.project_id as "projectId", i.id, i.method, i.path, i.user_agent as "userAgent", i.network, i.enabled,
  i.created_by as "createdBy", i.created_at as "createdAt"`;

/** Rules of a project with the calls that each ignored, the oldest first. */
export async function listIgnoreRules(sql: Sql, projectId: number): Promise<ListedIgnoreRule[]> {
  const { rows } = await sql.query<ListedIgnoreRule>(
    `${SELECT}, coalesce(sum(c.calls), 0)::float8 as "ignoredCalls", max(c.last_at) as "lastIgnoredAt"
       from ignore_rule i
       left join ignored_calls c on c.project_id = i.project_id and c.cause = 'rule' and c.cause_id = i.id
      where i.project_id = $1 group by i.project_id, i.id order by i.id`,
    [projectId],
  );
  return rows;
}

/** The rule, which no other edit touches until COMMIT. */
export async function lockIgnoreRule(
  tx: Sql,
  { projectId, id }: { projectId: number; id: number },
): Promise<IgnoreRuleRecord | null> {
  const { rows } = await tx.query<IgnoreRuleRecord>(
    `${SELECT} from ignore_rule i where i.project_id = $1 and i.id = $2 for update`,
    [projectId, id],
  );
  return rows[0] ?? null;
}

export async function insertIgnoreRule({ prisma }: { prisma: PrismaTx }, rule: IgnoreRuleRecord): Promise<void> {
  await prisma.ignoreRule.create({ data: rule, select: { id: true } });
}

export async function turnIgnoreRule(
  { prisma }: { prisma: PrismaTx },
  { projectId, id, enabled }: { projectId: number; id: number; enabled: boolean },
): Promise<void> {
  const where = { projectId_id: { projectId, id } };
  await prisma.ignoreRule.update({ where, data: { enabled }, select: { id: true } });
}

/** Forgets a rule and what it counted. */
export async function deleteIgnoreRuleRow(
  tx: Sql,
  { projectId, id }: { projectId: number; id: number },
): Promise<void> {
  await tx.query('delete from ignore_rule where project_id = $1 and id = $2', [projectId, id]);
  await tx.query(`delete from ignored_calls where project_id = $1 and cause = 'rule' and cause_id = $2`, [
    projectId,
    id,
  ]);
}
