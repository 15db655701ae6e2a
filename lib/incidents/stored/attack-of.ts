import { DETECTORS, type AttackIncident } from '../../detection';
import type { AttackScope, IncidentRecord } from '../../storage';
import { readEntities } from './entities';

/** A stored incident as grouping sees it. */
export function attackOf(record: IncidentRecord): AttackIncident {
  return {
    ...readEntities(record.entities),
    key: String(record.id),
    environmentId: record.environmentId,
    historical: record.historical,
    state: record.state,
    severity: record.severity,
    detector: DETECTORS.find((detector) => detector === record.detector) ?? 'success-after-burst',
    openedAtMs: record.openedAt.getTime(),
    resolvedAtMs: record.resolvedAt?.getTime() ?? null,
    firstSeenAtMs: record.firstSeenAt.getTime(),
    lastSeenAtMs: record.lastSeenAt.getTime(),
  };
}

/** Times are stored in milliseconds and calls in microseconds: the range is widened to whole milliseconds. */
function wholeRange(attack: AttackIncident): { from: Date; to: Date } {
  return { from: new Date(Math.floor(attack.firstSeenAtMs)), to: new Date(Math.floor(attack.lastSeenAtMs) + 1) };
}

/** The calls that belong to an attack. */
export function scopeOf(projectId: number, attack: AttackIncident): AttackScope {
  const { environmentId, endpointIds, callers, targets } = attack;
  return { projectId, environmentId, endpointIds, callers, targets, ...wholeRange(attack) };
}
