import { queryOptions } from '@tanstack/react-query';
import type { EnvironmentItem, KeysAnswer, NewKeyAnswer, ProjectItem } from '../../shared';
import { getJson, sendJson } from '../fetch-json';
import { projectKey, projectPath } from '../query-key';

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

/** Makes a project in the person's organization. Throws `ApiError`. */
export function createProject(input: { name: string; organizationId: string }): Promise<ProjectItem> {
  return sendJson('POST', '/api/v1/projects', input);
}

type ProjectChange = Pick<ProjectItem, 'name' | 'quotaPerMinute' | 'apdexMs'>;

/** Changes name, retention and quota of a project. Throws `ApiError`. */
export function updateProject(projectId: number, input: ProjectChange): Promise<ProjectItem> {
  return sendJson('PATCH', `/api/v1/projects/${projectId}`, input);
}

/** Adds an environment. Throws `ApiError`. */
export function createEnvironment(projectId: number, input: { slug: string }): Promise<EnvironmentItem> {
  return sendJson('POST', projectPath(projectId, 'environments'), input);
}
