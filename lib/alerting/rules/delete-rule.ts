import { requirePermission } from '../../access';
import type { Context } from '../../access';
import { appendAudit } from '../../audit';
import { announce, deleteRule as removeRule } from '../../storage';
import { endWatch } from './end-watch';
import type { RuleInput } from './inputs';
import { ownRule } from './update-rule';

/** Deletes a rule. An alert that goes on is over, and told so; past alerts stay. Throws `not_found`. */
export async function deleteRule(ctx: Context, { projectId, ruleId }: RuleInput): Promise<void> {
  requirePermission(ctx, 'rule:write', projectId);
  const { enqueued } = await ctx.storage.transaction(async (tx) => {
    const rule = await ownRule(tx, ctx, ruleId);
    const ended = await endWatch(tx, { rule, why: 'the rule was deleted', now: ctx.now() });
    await removeRule(tx, { projectId, id: rule.id });
    const data = { kind: rule.kind };
    await appendAudit(tx, ctx, { action: 'rule.deleted', projectId, target: rule.id, data });
    return ended;
  });
  await announce(ctx.storage, { topic: 'settings', projectIds: [projectId] });
  if (enqueued > 0) await announce(ctx.storage, { topic: 'outbox', projectIds: [projectId] });
}
