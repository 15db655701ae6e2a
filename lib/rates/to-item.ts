import type { ContextProject } from '../access';
import { OTHER_ROUTE, type RatePolicyItem } from '../shared';
import { findEndpointsById, type EndpointName, type RatePolicyRecord, type Sql } from '../storage';

interface Names {
  project: ContextProject;
  endpoints: ReadonlyMap<number, EndpointName>;
}

/** A policy as the API shows it. */
function toItem(record: RatePolicyRecord, { project, endpoints }: Names): RatePolicyItem {
  const { id, name, callLimit, windowSeconds, key, endpointId, environmentId, enabled, createdAt } = record;
  const found = endpointId === null ? null : endpoints.get(endpointId);
  const endpoint = endpointId === null ? null : { id: endpointId, method: '*', route: OTHER_ROUTE };
  return {
    id: String(id),
    name,
    limit: callLimit,
    windowSeconds,
    key,
    endpoint: endpoint && found ? { ...endpoint, method: found.method, route: found.route } : endpoint,
    environment: project.environments.find((item) => item.id === environmentId)?.slug ?? null,
    enabled,
    createdAt: createdAt.toISOString(),
  };
}

/** Policies as the API shows them, with the names of their endpoints. */
export async function toItems(
  sql: Sql,
  records: readonly RatePolicyRecord[],
  project: ContextProject,
): Promise<RatePolicyItem[]> {
  const ids = records.flatMap(({ endpointId }) => endpointId ?? []);
  const endpoints = await findEndpointsById(sql, project.id, ids);
  return records.map((record) => toItem(record, { project, endpoints }));
}
