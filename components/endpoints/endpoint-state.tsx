import type { IncidentItem } from '../../lib/shared';
import { incidentMark } from '../incidents/incident-state';
import { StateLabel } from '../ui/state/state-label';

/** The incident that an endpoint is in; nothing where there is none. */
export function EndpointState({ incident }: { incident: IncidentItem | null }) {
  if (!incident) return null;
  return (
    <StateLabel state={incidentMark(incident.state)}>
      {incident.state === 'open' ? 'Open' : 'Acknowledged'} #{incident.id}
    </StateLabel>
  );
}
