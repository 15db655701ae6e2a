import type { IncidentItem } from '../../lib/shared';

/** Incidents by each caller or account that they name: unresolved ones first, then in their order. */
export function incidentsBy(
  incidents: readonly IncidentItem[],
  kind: 'callers' | 'accounts',
): ReadonlyMap<string, readonly IncidentItem[]> {
  const byName = new Map<string, IncidentItem[]>();
  for (const incident of incidents.toSorted(
    (a, b) => Number(a.state === 'resolved') - Number(b.state === 'resolved'),
  )) {
    for (const name of incident.entities[kind]) {
      const named = byName.get(name);
      if (named) named.push(incident);
      else byName.set(name, [incident]);
    }
  }
  return byName;
}
