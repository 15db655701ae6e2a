import type { EnvironmentItem, IncidentItem } from '../../shared';
import type { IncidentRecord } from '../../storage';
import { readEntities } from '../stored/entities';
import { attackTimes } from './attack-times';

export interface ItemFacts {
  environments: readonly EnvironmentItem[];
  /** `METHOD route` by endpoint id. */
  endpoints: ReadonlyMap<number, string>;
  now: Date;
}

/** An incident as lists show it. */
export function incidentItem(record: IncidentRecord, facts: ItemFacts): IncidentItem {
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
    environment: facts.environments.find(({ id }) => id === record.environmentId)?.slug ?? '',
    historical: record.historical,
    callCount: record.callCount,
    attack: attackTimes(record, facts.now),
    entities: {
      callers,
      accounts,
      endpoints: endpointIds.map((id) => facts.endpoints.get(id) ?? `endpoint ${id}`),
      endpointIds,
    },
  };
}
