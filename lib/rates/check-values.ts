import type { ContextProject } from '../access';
import { AppError } from '../shared';
import { findEndpointsById, type RatePolicyValues, type Sql } from '../storage';
import type { CreateRatePolicyInput } from './inputs';

function environmentFault(slug: string | null, { environments }: ContextProject): string | null {
  const found = environments.find((item) => item.slug === slug);
  if (slug === null || (found && !found.archive)) return null;
  if (found) return 'calls of an archive are not counted';
  const known = environments.filter(({ archive }) => !archive).map((item) => item.slug);
  return `no "${slug}" in this project; it has ${known.join(', ')}`;
}

/** The values of a policy as they are stored. Throws `invalid`, with the fields, for what the project has not. */
export async function checkValues(
  sql: Sql,
  input: CreateRatePolicyInput,
  project: ContextProject,
): Promise<RatePolicyValues> {
  const { name, limit, windowSeconds, key, endpoint, environment, enabled } = input;
  const fields: Record<string, string> = {};
  const known = endpoint === null ? null : await findEndpointsById(sql, project.id, [endpoint]);
  if (endpoint !== null && !known?.has(endpoint)) fields['endpoint'] = `no endpoint ${endpoint} in this project`;
  const wrong = environmentFault(environment, project);
  if (wrong !== null) fields['environment'] = wrong;
  const [field] = Object.keys(fields);
  if (field !== undefined) throw new AppError('invalid', `${field}: ${fields[field] ?? ''}`, { field, fields });
  const environmentId = project.environments.find((item) => item.slug === environment)?.id ?? null;
  const endpointId = (endpoint !== null && known?.get(endpoint)?.id) || null;
  return { name, endpointId, environmentId, callLimit: limit, windowSeconds, key, enabled };
}
