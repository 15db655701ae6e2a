import { ENDPOINT } from '../../shared';
import { findEndpointNames, type Sql } from '../../storage';

/** `METHOD route` by endpoint id; the number of the total stands for all endpoints. */
export async function endpointNames(
  sql: Sql,
  { projectId, ids }: { projectId: number; ids: readonly number[] },
): Promise<Map<number, string>> {
  const names = await findEndpointNames(sql, { projectId, ids });
  if (ids.includes(ENDPOINT.total)) names.set(ENDPOINT.total, 'all endpoints');
  return names;
}

/** The names in the order of the ids. */
export async function listEndpointNames(
  sql: Sql,
  endpoints: { projectId: number; ids: readonly number[] },
): Promise<string[]> {
  const names = await endpointNames(sql, endpoints);
  return endpoints.ids.map((id) => names.get(id) ?? `endpoint ${id}`);
}
