import type { IncidentRuleItem } from '../../../lib/shared';
import { ALL_CHANNELS, ALL_DETECTORS } from '../../../lib/shared';

/** An incident rule while it is edited. */
export type IncidentDraft = Pick<
  IncidentRuleItem,
  'name' | 'detectors' | 'minSeverity' | 'events' | 'filters' | 'channels'
>;

export const FRESH_INCIDENT_RULE: IncidentDraft = {
  name: '',
  detectors: [ALL_DETECTORS],
  minSeverity: 'medium',
  events: ['opened', 'raised_to_critical'],
  filters: {},
  channels: [ALL_CHANNELS],
};

export function incidentDraftOf({
  name,
  detectors,
  minSeverity,
  events,
  filters,
  channels,
}: IncidentRuleItem): IncidentDraft {
  return { name, detectors, minSeverity, events, filters, channels };
}
