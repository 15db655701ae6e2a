import { requirePermission, requireProject } from '../../access';
import type { Context } from '../../access';
import { AppError } from '../../shared';
import type { RuleItem, RulesAnswer } from '../../shared';
import { findRule, listRules as readRules } from '../../storage';
import type { RuleInput } from './inputs';
import { toRuleItem } from './to-item';

/** Rules of the project, the oldest first; metric rules with how they stand. */
export async function listRules(ctx: Context): Promise<RulesAnswer> {
  requirePermission(ctx, 'project:read');
  return { rules: (await readRules(ctx.storage, requireProject(ctx).id)).map(toRuleItem) };
}

/** One rule. Throws `not_found`. */
export async function getRule(ctx: Context, { projectId, ruleId }: RuleInput): Promise<RuleItem> {
  requirePermission(ctx, 'project:read', projectId);
  const rule = await findRule(ctx.storage, { projectId, id: ruleId });
  if (!rule) throw new AppError('not_found', 'no such rule');
  return toRuleItem(rule);
}
