import type { EnvironmentItem, IncidentItem } from '../../shared';
import type { IncidentRecord } from '../../storage';
import { readEntities } from '../stored/entities';

export interface ItemNames {
  environments: readonly EnvironmentItem[];
  /** `METHOD route` by endpoint id. */
  endpoints: ReadonlyMap<number, string>;
}

/** An incident as lists show it. */
export function incidentItem(record: IncidentRecord, names: ItemNames): IncidentItem {
  const { callers, accounts, endpointIds } = readEntities(record.entities);
  return {
    id: record.id,
    title: record.title,
    detector: record.detector,
    severity: record.severity,
    state: record.state,
    openedAt: record.openedAt.toISOString(),
    updatedAt: record.updatedAt.toISOString(),
    resolvedAt: record.resolvedAt?.toISOString() ?? null,
    environment: names.environments.find(({ id }) => id === record.environmentId)?.slug ?? '',
    historical: record.historical,
    callCount: record.callCount,
    entities: { callers, accounts, endpoints: endpointIds.map((id) => names.endpoints.get(id) ?? `endpoint ${id}`) },
  };
}
