import { z } from 'zod';
import { ALL_DETECTORS, atLeast, NOTICE_KINDS, SEVERITIES } from '../shared';
import type { IncidentNotice, IncidentRuleDefinition } from '../shared';

/** An enabled incident rule. */
export interface IncidentRule {
  id: string;
  projectId: number;
  name: string;
  definition: IncidentRuleDefinition;
  /** Channel ids, or `all`. */
  channels: string[];
}

/** What a part of a stored definition that cannot be read counts as: rather one notice too many than none. */
const definition = z
  .object({
    detectors: z.array(z.string()).min(1).catch([ALL_DETECTORS]),
    minSeverity: z.enum(SEVERITIES).catch('medium'),
    events: z.array(z.enum(NOTICE_KINDS)).catch(['opened', 'raised_to_critical']),
    environment: z.string().nullable().catch(null),
  })
  .catch({
    detectors: [ALL_DETECTORS],
    minSeverity: 'medium',
    events: ['opened', 'raised_to_critical'],
    environment: null,
  });

/** Reads a stored definition; never throws, since one bad rule must not stop detection. */
export function readIncidentRule(stored: unknown): IncidentRuleDefinition {
  return definition.parse(stored);
}

/** Does the rule want to tell of this change? */
export function wants(rule: IncidentRuleDefinition, notice: IncidentNotice): boolean {
  if (!rule.events.includes(notice.kind) || !atLeast(notice.severity, rule.minSeverity)) return false;
  // Told already when the incident opened as severe as this.
  if (notice.raisedFrom !== undefined && atLeast(notice.raisedFrom, rule.minSeverity)) return false;
  if (rule.environment !== null && rule.environment !== notice.environment) return false;
  return rule.detectors.includes(ALL_DETECTORS) || rule.detectors.includes(notice.detector);
}
