import { group, type AttackIncident, type Finding, type GroupedIncident } from '../../../../lib/detection';

/** Groups findings as the worker does: as they are told, each into what is known by then; `known` grows. */
export function groupAll(
  told: readonly Finding[],
  from: AttackIncident[] = [],
  known = new Map<string, string>(),
): { incidents: AttackIncident[]; changes: GroupedIncident[] } {
  let incidents = from;
  const changes: GroupedIncident[] = [];
  for (const finding of told) {
    for (const change of group({ incidents, findings: [finding], known, nowMs: finding.toMs })) {
      incidents = [...incidents.filter(({ key }) => key !== change.incident.key), change.incident];
      for (const id of change.findingIds) known.set(id, change.incident.key);
      changes.push(change);
    }
  }
  return { incidents, changes };
}
