import { isDeepStrictEqual } from 'node:util';
import { requirePermission, requireProject } from '../../access';
import type { Context, ContextProject } from '../../access';
import { appendAudit } from '../../audit';
import { AppError } from '../../shared';
import type { RuleItem } from '../../shared';
import { announce, findRule, lockRule, updateRule as saveRule } from '../../storage';
import type { RuleRecord, RuleValues, Tx } from '../../storage';
import { readIncidentRule } from '../incident-rule';
import { readMetricDefinition } from '../metric/definition';
import { checkChannels, checkIncident, checkMetric } from './check-definition';
import { toStoredIncident } from './create-rule';
import type { RuleDeps } from './create-rule';
import { endWatch } from './end-watch';
import { DEFINITION_FIELDS, incidentDefinition, metricDefinition, UPDATE_FIELDS } from './inputs';
import type { UpdateRuleInput } from './inputs';
import { toRuleItem } from './to-item';

/** Locks the rule that the request names. Throws `not_found`. */
export async function ownRule(tx: Tx, ctx: Context, ruleId: string): Promise<RuleRecord> {
  const rule = await lockRule(tx, { projectId: requireProject(ctx).id, id: ruleId });
  if (!rule) throw new AppError('not_found', 'no such rule');
  return rule;
}

function givenOf(rule: RuleRecord, input: UpdateRuleInput): Record<string, unknown> {
  const { kind } = rule;
  if (input['kind'] !== undefined && input['kind'] !== kind) {
    throw new AppError('invalid', `kind: this is a rule of kind ${kind}, which stays`, { field: 'kind' });
  }
  const unknown = Object.keys(input).find((name) => !UPDATE_FIELDS.has(name));
  if (unknown !== undefined) throw new AppError('invalid', `${unknown}: is no field of a rule`, { field: unknown });
  const own = DEFINITION_FIELDS[kind];
  const foreign = DEFINITION_FIELDS[kind === 'metric' ? 'incident' : 'metric'].find(
    (name) => !own.includes(name) && input[name] !== undefined,
  );
  if (foreign !== undefined) {
    throw new AppError('invalid', `${foreign}: a rule of kind ${kind} has none`, { field: foreign });
  }
  return Object.fromEntries(own.filter((name) => input[name] !== undefined).map((name) => [name, input[name]]));
}

interface Definition {
  tx: Tx;
  project: ContextProject;
  rule: RuleRecord;
  given: Record<string, unknown>;
  detectors: readonly string[];
}

/** What the rule watches with the change; checked when something of it is given. */
async function definitionOf({ tx, project, rule, given, detectors }: Definition): Promise<object> {
  if (rule.kind === 'metric') {
    const before = readMetricDefinition(rule.definition);
    const definition = metricDefinition.parse({ ...before, ...given });
    if (Object.keys(given).length > 0) await checkMetric(tx, definition, project);
    return definition;
  }
  const { environment, ...before } = readIncidentRule(rule.definition);
  const filters = environment === null ? {} : { environment };
  const definition = incidentDefinition.parse({ ...before, filters, ...given });
  if (Object.keys(given).length > 0) checkIncident(definition, project, detectors);
  return toStoredIncident(definition);
}

/** Why an alert of the rule is over now; null when it goes on. */
function endedBy(before: RuleRecord, after: RuleValues): string | null {
  if (before.enabled && !after.enabled) return 'the rule was turned off';
  if (!isDeepStrictEqual(before.definition, after.definition)) return 'the rule was changed';
  return null;
}

interface Change {
  before: RuleRecord;
  values: RuleValues;
}

async function change(tx: Tx, ctx: Context, { before, values }: Change): Promise<{ enqueued: number }> {
  const now = ctx.now();
  const why = endedBy(before, values);
  const begins = why !== null || (values.enabled && !before.enabled);
  const ended = why !== null && before.kind === 'metric' ? await endWatch(tx, { rule: before, why, now }) : null;
  const { projectId, id } = before;
  await saveRule(tx, { ...values, projectId, id, at: now, effectiveAt: begins ? now : before.effectiveAt });
  const data = { kind: before.kind, enabled: values.enabled };
  await appendAudit(tx, ctx, { action: 'rule.updated', projectId, target: id, data });
  return { enqueued: ended?.enqueued ?? 0 };
}

/**
 * Changes a rule. One that watches something else, or is turned off, ends its alert and begins anew. Throws `invalid` with
 * the field, `not_found`.
 */
export async function updateRule(ctx: Context, input: UpdateRuleInput, { detectors }: RuleDeps): Promise<RuleItem> {
  requirePermission(ctx, 'rule:write', input.projectId);
  const project = requireProject(ctx);
  const { rule, enqueued } = await ctx.storage.transaction(async (tx) => {
    const before = await ownRule(tx, ctx, input.ruleId);
    const definition = await definitionOf({ tx, project, rule: before, given: givenOf(before, input), detectors });
    const { name, severity, channels, enabled } = { ...before, ...input };
    if (input.channels) await checkChannels(tx, channels, project.id);
    const values = { name, severity, channels, enabled, definition };
    const done = await change(tx, ctx, { before, values });
    return { ...done, rule: await findRule(tx, { projectId: project.id, id: before.id }) };
  });
  if (!rule) throw new Error('a rule that is locked is there');
  await announce(ctx.storage, { topic: 'settings', projectIds: [project.id] });
  if (enqueued > 0) await announce(ctx.storage, { topic: 'outbox', projectIds: [project.id] });
  return toRuleItem(rule);
}
