import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type {
  CallersAnswer,
  CallKindsAnswer,
  Comparison,
  ConsumerDetail,
  ConsumersAnswer,
  CountriesAnswer,
  MoversAnswer,
} from '../../shared';
import { getJson } from '../fetch-json';
import { projectKey, projectPath } from '../query-key';
import { periodQuery, rangeQuery } from './range-query';
import type { PeriodInput, ReadRange } from './range-query';

const PAGE = 100;

export const consumersQuery = (projectId: number, range: ReadRange) =>
  infiniteQueryOptions({
    queryKey: projectKey(projectId, 'consumers', { ...range }),
    queryFn: ({ signal, pageParam }) => {
      const query = { ...rangeQuery(range), limit: PAGE, cursor: pageParam };
      return getJson<ConsumersAnswer>(projectPath(projectId, 'consumers'), query, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
    meta: { topics: ['calls'] },
  });

export interface ConsumerInput extends PeriodInput {
  name: string;
}

export const consumerQuery = (projectId: number, input: ConsumerInput) =>
  queryOptions({
    queryKey: projectKey(projectId, 'consumer', { ...input }),
    queryFn: ({ signal }) => {
      const path = projectPath(projectId, `consumers/${encodeURIComponent(input.name)}`);
      return getJson<ConsumerDetail>(path, periodQuery(input), signal);
    },
    placeholderData: keepPreviousData,
    meta: { topics: ['calls'] },
  });

/** Callers of the range; with a country (or `none`) only its own. */
export const callersQuery = (projectId: number, range: ReadRange, country: string | null = null) =>
  infiniteQueryOptions({
    queryKey: projectKey(projectId, 'callers', { ...range, country }),
    queryFn: ({ signal, pageParam }) => {
      const query = { ...rangeQuery(range), country, limit: PAGE, cursor: pageParam };
      return getJson<CallersAnswer>(projectPath(projectId, 'callers'), query, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
    meta: { topics: ['calls'] },
  });

/** Where the callers of the range belong. */
export const countriesQuery = (projectId: number, range: ReadRange) =>
  queryOptions({
    queryKey: projectKey(projectId, 'countries', { ...range }),
    queryFn: ({ signal }) => getJson<CountriesAnswer>(projectPath(projectId, 'countries'), rangeQuery(range), signal),
    placeholderData: keepPreviousData,
    meta: { topics: ['calls', 'incidents'] },
  });

/** What moved in the range against another one. */
export const moversQuery = (projectId: number, { vs, ...range }: ReadRange & { vs: Comparison }) =>
  queryOptions({
    queryKey: projectKey(projectId, 'movers', { ...range, vs }),
    queryFn: ({ signal }) =>
      getJson<MoversAnswer>(projectPath(projectId, 'movers'), { ...rangeQuery(range), vs }, signal),
    placeholderData: keepPreviousData,
    meta: { topics: ['calls'] },
  });

/** Methods, status codes, clients and sizes of the calls of the range: of all, an endpoint or a consumer. */
export const callKindsQuery = (
  projectId: number,
  { endpoint, consumer, ...range }: ReadRange & { endpoint?: string; consumer?: string },
) =>
  queryOptions({
    queryKey: projectKey(projectId, 'call-kinds', { ...range, endpoint, consumer }),
    queryFn: ({ signal }) => {
      const query = { ...rangeQuery(range), endpoint: endpoint ?? null, consumer: consumer ?? null };
      return getJson<CallKindsAnswer>(projectPath(projectId, 'call-kinds'), query, signal);
    },
    placeholderData: keepPreviousData,
    refetchInterval: 60_000, // too much to read at every hint
  });
