import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type {
  AllowedCallersAnswer,
  CallPattern,
  EndpointChangesAnswer,
  EndpointInfo,
  IgnoreRulesAnswer,
  MatchesAnswer,
} from '../../shared';
import { getJson, sendJson } from '../fetch-json';
import { projectKey, projectPath } from '../query-key';

const SETTINGS = { topics: ['settings'] };
const endpointPath = (projectId: number, endpointId: number): string =>
  projectPath(projectId, `endpoints/${endpointId}`);

/** Endpoints that are merged, renamed or ignored, and the parameters that were found in paths. */
export const endpointChangesQuery = (projectId: number) =>
  queryOptions({
    queryKey: projectKey(projectId, 'endpoint-changes'),
    queryFn: ({ signal }) => getJson<EndpointChangesAnswer>(projectPath(projectId, 'endpoint-changes'), {}, signal),
    meta: SETTINGS,
  });

export const ignoreRulesQuery = (projectId: number) =>
  queryOptions({
    queryKey: projectKey(projectId, 'ignore-rules'),
    queryFn: ({ signal }) => getJson<IgnoreRulesAnswer>(projectPath(projectId, 'ignore-rules'), {}, signal),
    meta: SETTINGS,
  });

export const allowedCallersQuery = (projectId: number) =>
  queryOptions({
    queryKey: projectKey(projectId, 'allowed-callers'),
    queryFn: ({ signal }) => getJson<AllowedCallersAnswer>(projectPath(projectId, 'allowed-callers'), {}, signal),
    meta: SETTINGS,
  });

/** How many calls of the last 24 hours are as the pattern says. */
export const matchesQuery = (projectId: number, pattern: Partial<CallPattern>) =>
  queryOptions({
    queryKey: projectKey(projectId, 'call-matches', { ...pattern }),
    queryFn: () => sendJson<MatchesAnswer>('POST', projectPath(projectId, 'call-matches'), pattern),
    placeholderData: keepPreviousData,
    retry: false,
  });

/** Shows another route, ignores an endpoint's calls, or undoes either. Throws `ApiError`. */
export function changeEndpoint(
  projectId: number,
  { endpointId, ...change }: { endpointId: number; route?: string | null; ignored?: boolean },
): Promise<EndpointInfo> {
  return sendJson('PATCH', endpointPath(projectId, endpointId), change);
}

/** Lets endpoints count as another one. Throws `ApiError`. */
export function mergeEndpoints(projectId: number, { into, endpoints }: { into: number; endpoints: readonly number[] }) {
  return sendJson<{ endpoints: number[] }>('POST', `${endpointPath(projectId, into)}/merge`, { endpoints });
}

/** Takes merged endpoints out again. Throws `ApiError`. */
export function separateEndpoints(
  projectId: number,
  { from, endpoints }: { from: number; endpoints: readonly number[] },
) {
  return sendJson<{ endpoints: number[] }>('POST', `${endpointPath(projectId, from)}/separate`, { endpoints });
}

/** Says that a place in paths holds no parameter. Throws `ApiError`. */
export function giveUpParameter(projectId: number, { prefix, kind }: { prefix: string; kind: string }) {
  return sendJson<{ endpoints: number[] }>('POST', projectPath(projectId, 'route-parameters/give-up'), {
    prefix,
    kind,
  });
}

/** Makes a rule of what is ignored. Throws `ApiError`. */
export function createIgnoreRule(projectId: number, pattern: Partial<CallPattern>): Promise<unknown> {
  return sendJson('POST', projectPath(projectId, 'ignore-rules'), pattern);
}

/** Turns a rule on or off. Throws `ApiError`. */
export function turnIgnoreRule(projectId: number, { id, enabled }: { id: string; enabled: boolean }): Promise<unknown> {
  return sendJson('PATCH', projectPath(projectId, `ignore-rules/${id}`), { enabled });
}

/** Deletes a rule with what it counted. Throws `ApiError`. */
export function deleteIgnoreRule(projectId: number, id: string): Promise<unknown> {
  return sendJson('DELETE', projectPath(projectId, `ignore-rules/${id}`));
}

/** Puts callers on the list of those of whom detectors say nothing. Throws `ApiError`. */
export function allowCaller(
  projectId: number,
  input: { network: string; note: string; expiresAt: string | null },
): Promise<unknown> {
  return sendJson('POST', projectPath(projectId, 'allowed-callers'), input);
}

/** Takes them off it. Throws `ApiError`. */
export function removeAllowedCaller(projectId: number, id: string): Promise<unknown> {
  return sendJson('DELETE', projectPath(projectId, `allowed-callers/${id}`));
}
