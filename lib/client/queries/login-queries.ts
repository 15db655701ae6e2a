import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { CallsAnswer, LoginEntitiesAnswer, LoginOutcome, LoginsAnswer } from '../../shared';
import { getJson } from '../fetch-json';
import { projectKey, projectPath } from '../query-key';
import { followsCalls, periodQuery, rangeQuery } from './range-query';
import type { PeriodInput, ReadRange } from './range-query';

export const loginsQuery = (projectId: number, input: PeriodInput) =>
  queryOptions({
    queryKey: projectKey(projectId, 'logins', { ...input }),
    queryFn: ({ signal }) => getJson<LoginsAnswer>(projectPath(projectId, 'logins'), periodQuery(input), signal),
    placeholderData: keepPreviousData,
    meta: followsCalls(input, ['incidents', 'settings']),
  });

/** Who tried to log in: slower than the rest. */
export const loginEntitiesQuery = (projectId: number, range: ReadRange) =>
  queryOptions({
    queryKey: projectKey(projectId, 'login-entities', { ...range }),
    queryFn: ({ signal }) =>
      getJson<LoginEntitiesAnswer>(projectPath(projectId, 'logins/entities'), rangeQuery(range), signal),
    placeholderData: keepPreviousData,
    meta: followsCalls(range),
  });

export interface LoginAttemptsInput extends ReadRange {
  filter: { outcome?: LoginOutcome | null; account?: string | null; caller?: string | null };
}

export const loginAttemptsQuery = (projectId: number, input: LoginAttemptsInput) =>
  infiniteQueryOptions({
    queryKey: projectKey(projectId, 'login-attempts', { ...input }),
    queryFn: ({ signal, pageParam }) => {
      const query = { ...rangeQuery(input), ...input.filter, limit: 50, cursor: pageParam };
      return getJson<CallsAnswer>(projectPath(projectId, 'logins/attempts'), query, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
    meta: { topics: ['calls'] },
  });
