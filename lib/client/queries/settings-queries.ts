import { queryOptions } from '@tanstack/react-query';
import type { KeysAnswer, NewKeyAnswer, ProjectItem } from '../../shared';
import { getJson, sendJson } from '../fetch-json';
import { projectKey, projectPath } from '../query-key';

export const projectQuery = (projectId: number) =>
  queryOptions({
    queryKey: projectKey(projectId, 'project'),
    queryFn: ({ signal }) => getJson<ProjectItem>(`/api/v1/projects/${projectId}`, {}, signal),
    meta: { topics: ['settings'] },
  });

export const keysQuery = (projectId: number) =>
  queryOptions({
    queryKey: projectKey(projectId, 'keys'),
    queryFn: ({ signal }) => getJson<KeysAnswer>(projectPath(projectId, 'keys'), {}, signal),
    meta: { topics: ['settings'] },
  });

/** Makes an ingest key; the answer is the only place where it stands in full. Throws `ApiError`. */
export function createKey(projectId: number, input: { name: string; environment: string }): Promise<NewKeyAnswer> {
  return sendJson('POST', projectPath(projectId, 'keys'), input);
}

/** Ends an ingest key for good. Throws `ApiError`. */
export function revokeKey(projectId: number, keyId: string): Promise<unknown> {
  return sendJson('DELETE', projectPath(projectId, `keys/${keyId}`));
}
