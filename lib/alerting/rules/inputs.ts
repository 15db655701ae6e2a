import { z } from 'zod';
import { projectParam } from '../../access';
import { ALL_CHANNELS, ALL_DETECTORS } from '../../shared';
import type { NoticeKind } from '../../shared';
import { commonFields, incidentFields, metricFields } from './fields';

export const DEFAULT_EVENTS: NoticeKind[] = ['opened', 'raised_to_critical'];

const common = {
  name: commonFields.name,
  severity: commonFields.severity.default('high'),
  channels: commonFields.channels.default([ALL_CHANNELS]),
  enabled: commonFields.enabled.default(true),
};

const metric = {
  measure: metricFields.measure,
  filters: metricFields.filters.default({}),
  windowSeconds: metricFields.windowSeconds.default(300),
  condition: metricFields.condition,
  forSeconds: metricFields.forSeconds.default(0),
  keepFiringForSeconds: metricFields.keepFiringForSeconds.default(0),
  missing: metricFields.missing.default('nodata'),
  minCalls: metricFields.minCalls.default(0),
};

const incident = {
  detectors: incidentFields.detectors.default([ALL_DETECTORS]),
  minSeverity: incidentFields.minSeverity.default('medium'),
  events: incidentFields.events.default(DEFAULT_EVENTS),
  filters: incidentFields.filters.default({}),
};

export const metricDefinition = z.object(metric);
export const incidentDefinition = z.object(incident);

export const createRuleInput = z.discriminatedUnion(
  'kind',
  [
    z.object({ kind: z.literal('metric'), ...common, ...metric }),
    z.object({ kind: z.literal('incident'), ...common, ...incident }),
  ],
  { error: 'must be metric or incident' },
);
export type CreateRuleInput = z.output<typeof createRuleInput>;

export const ruleInput = z.object({ projectId: projectParam, ruleId: z.string().max(100) });
export type RuleInput = z.output<typeof ruleInput>;

/** What is given is changed. What the rule watches is checked as a whole, by its kind. */
export const updateRuleInput = z.looseObject({
  ...ruleInput.shape,
  name: commonFields.name.exactOptional(),
  severity: commonFields.severity.exactOptional(),
  channels: commonFields.channels.exactOptional(),
  enabled: commonFields.enabled.exactOptional(),
});
export type UpdateRuleInput = z.output<typeof updateRuleInput>;

/** Names of what each kind of rule watches. */
export const DEFINITION_FIELDS = { metric: Object.keys(metric), incident: Object.keys(incident) };

/** Everything that a change of a rule may name. */
export const UPDATE_FIELDS: ReadonlySet<string> = new Set([
  ...Object.keys(updateRuleInput.shape),
  ...Object.values(DEFINITION_FIELDS).flat(),
  'organizationId',
  'kind',
]);
