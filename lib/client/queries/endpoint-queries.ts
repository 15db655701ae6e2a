import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { EndpointBreakdown, EndpointDetail, EndpointInfo, EndpointsAnswer } from '../../shared';
import { getJson, sendJson } from '../fetch-json';
import { projectKey, projectPath } from '../query-key';
import { followsCalls, periodQuery, rangeQuery } from './range-query';
import type { PeriodInput, ReadRange } from './range-query';

export const endpointsQuery = (projectId: number, range: ReadRange) =>
  queryOptions({
    queryKey: projectKey(projectId, 'endpoints', { ...range }),
    queryFn: ({ signal }) => getJson<EndpointsAnswer>(projectPath(projectId, 'endpoints'), rangeQuery(range), signal),
    placeholderData: keepPreviousData,
    meta: followsCalls(range, ['settings']),
  });

export interface EndpointInput extends PeriodInput {
  endpointId: number;
}

export const endpointQuery = (projectId: number, input: EndpointInput) =>
  queryOptions({
    queryKey: projectKey(projectId, 'endpoint', { ...input }),
    queryFn: ({ signal }) => {
      const path = projectPath(projectId, `endpoints/${input.endpointId}`);
      return getJson<EndpointDetail>(path, periodQuery(input), signal);
    },
    placeholderData: keepPreviousData,
    meta: followsCalls(input, ['incidents', 'settings']),
  });

/** Calls that the page of an endpoint shows. */
export const LATEST_CALLS = 12;

/** What only the calls themselves tell: slower than the rest. */
export const endpointBreakdownQuery = (projectId: number, input: ReadRange & { endpointId: number }) =>
  queryOptions({
    queryKey: projectKey(projectId, 'endpoint-breakdown', { ...input }),
    queryFn: ({ signal }) => {
      const path = projectPath(projectId, `endpoints/${input.endpointId}/breakdown`);
      return getJson<EndpointBreakdown>(path, rangeQuery(input), signal);
    },
    placeholderData: keepPreviousData,
    meta: followsCalls(input),
  });

/** Flags an endpoint as a login endpoint, or says that it is none. Throws `ApiError`. */
export function flagLogin(
  projectId: number,
  { endpointId, isLogin }: { endpointId: number; isLogin: boolean },
): Promise<EndpointInfo> {
  return sendJson('PATCH', projectPath(projectId, `endpoints/${endpointId}`), { isLogin });
}
