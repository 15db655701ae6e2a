import { queryOptions } from '@tanstack/react-query';
import type { QuotasAnswer } from '../../shared';
import { getJson, sendJson } from '../fetch-json';
import { projectKey, projectPath } from '../query-key';

export const quotasQuery = (projectId: number) =>
  queryOptions({
    queryKey: projectKey(projectId, 'quotas'),
    queryFn: ({ signal }) => getJson<QuotasAnswer>(projectPath(projectId, 'quotas'), {}, signal),
    refetchInterval: 15_000,
    meta: { topics: ['settings'] },
  });

/** Sets the calls that a project may send in a day and a month; null ends a quota. Throws `ApiError`. */
export function setQuotas(
  projectId: number,
  input: { perDay: number | null; perMonth: number | null },
): Promise<QuotasAnswer> {
  return sendJson('PATCH', projectPath(projectId, 'quotas'), input);
}
