import { AppError } from '../shared';
import type { IncidentRecord, NewIncidentEvent } from '../storage';

export interface IncidentAction {
  kind: 'acknowledge' | 'resolve' | 'note';
  /** Name of the person or token; null when quiet resolved it. */
  by: string | null;
  at: Date;
  note: string | null;
}

const EVENT = { acknowledge: 'acknowledged', resolve: 'resolved', note: 'note' } as const;

function changed(incident: IncidentRecord, { kind, by, at }: IncidentAction): IncidentRecord {
  if (kind === 'acknowledge') {
    if (incident.state === 'resolved') throw new AppError('conflict', 'the incident is resolved already');
    if (incident.state === 'acknowledged') {
      throw new AppError(
        'conflict',
        `the incident was acknowledged already by ${incident.acknowledgedBy ?? 'somebody'}`,
      );
    }
    return { ...incident, state: 'acknowledged', acknowledgedAt: at, acknowledgedBy: by, updatedAt: at };
  }
  if (kind === 'resolve') {
    if (incident.state === 'resolved') throw new AppError('conflict', 'the incident is resolved already');
    return { ...incident, state: 'resolved', resolvedAt: at, updatedAt: at };
  }
  return { ...incident, updatedAt: at };
}

/**
 * What an action makes of an incident, and the event that tells of it. Open → acknowledged → resolved; open → resolved;
 * notes at any time. Throws `conflict` for anything else.
 */
export function transition(
  incident: IncidentRecord,
  action: IncidentAction,
): { incident: IncidentRecord; event: NewIncidentEvent } {
  const event: NewIncidentEvent = {
    incidentId: incident.id,
    at: action.at,
    kind: EVENT[action.kind],
    actor: action.by,
    data: action.note === null ? {} : { note: action.note },
  };
  return { incident: changed(incident, action), event };
}
