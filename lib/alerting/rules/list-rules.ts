import { z } from 'zod';
import { environmentParam, requireEnvironment, requirePermission, requireProject } from '../../access';
import type { Context } from '../../access';
import { AppError } from '../../shared';
import type { RuleItem, RulesAnswer } from '../../shared';
import { findRule, listRules as readRules } from '../../storage';
import type { RuleInput } from './inputs';
import { toRuleItem } from './to-item';

export const listRulesInput = z.object({ environment: environmentParam });
export type ListRulesInput = z.output<typeof listRulesInput>;

/** Rules of the project, or those that watch an environment, the oldest first; metric rules with how they stand. */
export async function listRules(ctx: Context, { environment }: ListRulesInput = {}): Promise<RulesAnswer> {
  requirePermission(ctx, 'project:read');
  const project = requireProject(ctx);
  const rules = (await readRules(ctx.storage, project.id)).map(toRuleItem);
  if (environment === undefined) return { rules };
  const { slug } = requireEnvironment(project, environment);
  return { rules: rules.filter(({ filters }) => (filters.environment ?? slug) === slug) };
}

/** One rule. Throws `not_found`. */
export async function getRule(ctx: Context, { projectId, ruleId }: RuleInput): Promise<RuleItem> {
  requirePermission(ctx, 'project:read', projectId);
  const rule = await findRule(ctx.storage, { projectId, id: ruleId });
  if (!rule) throw new AppError('not_found', 'no such rule');
  return toRuleItem(rule);
}
