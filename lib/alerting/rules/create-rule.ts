import { randomUUID } from 'node:crypto';
import { requirePermission, requireProject } from '../../access';
import type { Context, ContextProject } from '../../access';
import { appendAudit } from '../../audit';
import { AppError } from '../../shared';
import type { IncidentRuleDefinition, RuleItem } from '../../shared';
import { announce, findRule, insertRule, listRules, takeTurn } from '../../storage';
import type { Tx } from '../../storage';
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

/** What the rule watches, as it is stored. Throws `invalid` for what cannot be watched in this project. */
async function definitionOf(
  tx: Tx,
  { input, project }: { input: CreateRuleInput; project: ContextProject },
  { detectors }: RuleDeps,
): Promise<object> {
  if (input.kind === 'metric') {
    const definition = metricDefinition.parse(input);
    await checkMetric(tx, definition, project);
    return definition;
  }
  checkIncident(input, project, detectors);
  return toStoredIncident(incidentDefinition.parse(input));
}

/** Makes a rule. It judges no window that ended before now. Throws `invalid` with the field, `conflict` for too many. */
export async function createRule(ctx: Context, input: CreateRuleInput, deps: RuleDeps): Promise<RuleItem> {
  requirePermission(ctx, 'rule:write');
  const project = requireProject(ctx);
  const { kind, name, severity, channels, enabled } = input;
  const id = randomUUID();
  const rule = await ctx.storage.transaction(async (tx) => {
    await checkChannels(tx, channels, project.id);
    const definition = await definitionOf(tx, { input, project }, deps);
    await takeTurn(tx, `rules of project ${project.id}`); // those made at the same moment count, too
    if ((await listRules(tx, project.id)).length >= MAX_RULES) {
      throw new AppError('conflict', `a project has at most ${MAX_RULES} rules`);
    }
    const values = { name, severity, channels, enabled, definition };
    await insertRule(tx, { ...values, id, projectId: project.id, kind, at: ctx.now() });
    await appendAudit(tx, ctx, { action: 'rule.created', projectId: project.id, target: id, data: { kind } });
    return findRule(tx, { projectId: project.id, id });
  });
  if (!rule) throw new Error('a rule that was made is there');
  await announce(ctx.storage, { topic: 'settings', projectIds: [project.id] });
  return toRuleItem(rule);
}
