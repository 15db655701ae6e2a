import { randomUUID } from 'node:crypto';
import { requirePermission, requireProject } from '../../access';
import type { Context } from '../../access';
import { appendAudit } from '../../audit';
import { AppError } from '../../shared';
import type { IncidentRuleDefinition, RuleItem } from '../../shared';
import { announce, findRule, insertRule, listRules } from '../../storage';
import { checkChannels, checkIncident, checkMetric } from './check-definition';
import { incidentDefinition, metricDefinition } from './inputs';
import type { CreateRuleInput } from './inputs';
import { toRuleItem } from './to-item';

const MAX_RULES = 200;

/** What a caller must know that lies outside of this module. */
export interface RuleDeps {
  /** Ids of the detectors that there are. */
  detectors: readonly string[];
}

/** An incident rule's definition as it is stored. */
export function toStoredIncident({
  detectors,
  minSeverity,
  events,
  filters,
}: Omit<IncidentRuleDefinition, 'environment'> & { filters: { environment?: string } }): IncidentRuleDefinition {
  return { detectors, minSeverity, events, environment: filters.environment ?? null };
}

/** Makes a rule. It judges no window that ended before now. Throws `invalid` with the field, `conflict` for too many. */
export async function createRule(ctx: Context, input: CreateRuleInput, { detectors }: RuleDeps): Promise<RuleItem> {
  requirePermission(ctx, 'rule:write');
  const project = requireProject(ctx);
  const { kind, name, severity, channels, enabled } = input;
  const id = randomUUID();
  const rule = await ctx.storage.transaction(async (tx) => {
    await checkChannels(tx, channels, project.id);
    if (kind === 'metric') await checkMetric(tx, metricDefinition.parse(input), project);
    else checkIncident(input, project, detectors);
    if ((await listRules(tx, project.id)).length >= MAX_RULES) {
      throw new AppError('conflict', `a project has at most ${MAX_RULES} rules`);
    }
    const definition =
      kind === 'metric' ? metricDefinition.parse(input) : toStoredIncident(incidentDefinition.parse(input));
    const values = { name, severity, channels, enabled, definition };
    await insertRule(tx, { ...values, id, projectId: project.id, kind, at: ctx.now() });
    await appendAudit(tx, ctx, { action: 'rule.created', projectId: project.id, target: id, data: { kind } });
    return findRule(tx, { projectId: project.id, id });
  });
  if (!rule) throw new Error('a rule that was made is there');
  await announce(ctx.storage, { topic: 'settings', projectIds: [project.id] });
  return toRuleItem(rule);
}
