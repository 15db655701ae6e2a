import { ALL_CHANNELS, ALL_DETECTORS } from '../../shared';
import type { IncidentRuleDefinition, Severity } from '../../shared';

interface DefaultRule {
  kind: 'incident';
  name: string;
  severity: Severity;
  definition: IncidentRuleDefinition;
  channels: string[];
}

/** Rules that every project starts with. */
export const DEFAULT_RULES: readonly DefaultRule[] = [
  {
    kind: 'incident',
    name: 'Attacks',
    severity: 'high',
    definition: {
      detectors: [ALL_DETECTORS],
      minSeverity: 'medium',
      events: ['opened', 'raised_to_critical'],
      environment: null,
    },
    channels: [ALL_CHANNELS],
  },
];
