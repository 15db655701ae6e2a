import { requirePermission, requireProject, type Context } from '../../access';
import { appendAudit } from '../../audit';
import { AppError, type IgnoreRuleItem, type IgnoreRulesAnswer } from '../../shared';
import { announce, naming, takeNumbers, type Tx } from '../../storage';
import type { CreateIgnoreRuleInput, IgnoreRuleInput } from './inputs';

const MOST = 50;

function toItem(rule: naming.ListedIgnoreRule): IgnoreRuleItem {
  const { id, method, path, userAgent, network, enabled, createdAt, ignoredCalls, lastIgnoredAt } = rule;
  return {
    id: String(id),
    method,
    path,
    userAgent,
    network,
    enabled,
    createdAt: createdAt.toISOString(),
    ignoredCalls,
    lastIgnoredAt: lastIgnoredAt?.toISOString() ?? null,
  };
}

/** Rules of the project, the oldest first, with what each ignored. */
export async function listIgnoreRules(ctx: Context, input: { projectId: number }): Promise<IgnoreRulesAnswer> {
  requirePermission(ctx, 'project:read', input.projectId);
  const rules = await naming.listIgnoreRules(ctx.storage, requireProject(ctx).id);
  return { rules: rules.map(toItem) };
}

/** Makes a rule: calls that match it are taken, counted and not stored from now on. Throws `conflict` for too many. */
export async function createIgnoreRule(ctx: Context, input: CreateIgnoreRuleInput): Promise<IgnoreRuleItem> {
  requirePermission(ctx, 'project:update', input.projectId);
  const { id: projectId } = requireProject(ctx);
  const { method, path, userAgent, network } = input;
  const createdBy = ctx.actor.kind === 'user' ? ctx.actor.id : null;
  const rule = await ctx.storage.transaction(async (tx) => {
    const id = await takeNumbers(tx, { projectId, name: 'ignore_rule', count: 1 });
    if ((await naming.listIgnoreRules(tx, projectId)).length >= MOST) {
      throw new AppError('conflict', `a project has at most ${MOST} rules of what is ignored`);
    }
    const values = { method, path, userAgent, network };
    const record = { ...values, projectId, id, enabled: true, createdBy, createdAt: ctx.now() };
    await naming.insertIgnoreRule(tx, record);
    await appendAudit(tx, ctx, { action: 'ignore_rule.created', projectId, target: String(id), data: values });
    return record;
  });
  await announce(ctx.storage, { topic: 'settings', projectIds: [projectId] });
  return toItem({ ...rule, ignoredCalls: 0, lastIgnoredAt: null });
}

async function ownRule(tx: Tx, { projectId, ignoreRuleId }: IgnoreRuleInput): Promise<naming.IgnoreRuleRecord> {
  const rule = await naming.lockIgnoreRule(tx, { projectId, id: ignoreRuleId });
  if (!rule) throw new AppError('not_found', 'no such rule');
  return rule;
}

/** Turns a rule on or off; what it ignored is gone either way. Throws `not_found`. */
export async function turnIgnoreRule(
  ctx: Context,
  input: IgnoreRuleInput & { enabled: boolean },
): Promise<IgnoreRuleItem> {
  requirePermission(ctx, 'project:update', input.projectId);
  const { projectId, ignoreRuleId, enabled } = input;
  const item = await ctx.storage.transaction(async (tx) => {
    const rule = await ownRule(tx, input);
    if (rule.enabled !== enabled) {
      await naming.turnIgnoreRule(tx, { projectId, id: ignoreRuleId, enabled });
      const data = { enabled };
      await appendAudit(tx, ctx, { action: 'ignore_rule.updated', projectId, target: String(ignoreRuleId), data });
    }
    return (await naming.listIgnoreRules(tx, projectId)).find(({ id }) => id === ignoreRuleId);
  });
  if (!item) throw new Error('a rule that is locked is there');
  await announce(ctx.storage, { topic: 'settings', projectIds: [projectId] });
  return toItem({ ...item, enabled });
}

/** Deletes a rule with its counter; its calls are stored from now on. Throws `not_found`. */
export async function deleteIgnoreRule(ctx: Context, input: IgnoreRuleInput): Promise<void> {
  requirePermission(ctx, 'project:update', input.projectId);
  const { projectId, ignoreRuleId } = input;
  await ctx.storage.transaction(async (tx) => {
    await ownRule(tx, input);
    await naming.deleteIgnoreRuleRow(tx, { projectId, id: ignoreRuleId });
    await appendAudit(tx, ctx, { action: 'ignore_rule.deleted', projectId, target: String(ignoreRuleId) });
  });
  await announce(ctx.storage, { topic: 'settings', projectIds: [projectId] });
}
