import type { IncidentItem, IncidentState } from '../../lib/shared';
import type { State } from '../ui/state/state';
import { StateLabel } from '../ui/state/state-label';

const MARKS: Record<IncidentState, State> = { open: 'attack', acknowledged: 'acknowledged', resolved: 'resolved' };
const WORDS: Record<IncidentState, string> = { open: 'Open', acknowledged: 'Acknowledged', resolved: 'Resolved' };

export const incidentMark = (state: IncidentState): State => MARKS[state];

/** Mark and word of an incident's state. */
export function IncidentStateLabel({ incident }: { incident: Pick<IncidentItem, 'state' | 'historical'> }) {
  const word = incident.historical ? 'Historical' : WORDS[incident.state];
  return <StateLabel state={incident.historical ? 'neutral' : MARKS[incident.state]}>{word}</StateLabel>;
}
