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
import { nameSegment } from '../../shared';
import { getJson } from '../fetch-json';
import { projectKey, projectPath } from '../query-key';
import { followsCalls, periodQuery, rangeQuery } from './range-query';
import type { PeriodInput, ReadRange } from './range-query';

const PAGE = 100;

/** Consumers of the range, with their calls of what it is compared with, if anything. */
export const consumersQuery = (
  projectId: number,
  { compare = null, ...range }: ReadRange & { compare?: Comparison | null },
) =>
  infiniteQueryOptions({
    queryKey: projectKey(projectId, 'consumers', { ...range, compare }),
    queryFn: ({ signal, pageParam }) => {
      const query = { ...rangeQuery(range), vs: compare, limit: PAGE, cursor: pageParam };
      return getJson<ConsumersAnswer>(projectPath(projectId, 'consumers'), query, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
    meta: followsCalls(range),
  });

export interface ConsumerInput extends PeriodInput {
  name: string;
}

export const consumerQuery = (projectId: number, input: ConsumerInput) =>
  queryOptions({
    queryKey: projectKey(projectId, 'consumer', { ...input }),
    queryFn: ({ signal }) => {
      const path = projectPath(projectId, `consumers/${nameSegment(input.name)}`);
      return getJson<ConsumerDetail>(path, periodQuery(input), signal);
    },
    placeholderData: keepPreviousData,
    meta: followsCalls(input),
  });

/** Panels that are too much to read at every hint, and of which a minute more changes little. */
const SLOW_PANEL_EVERY_MS = 60_000;

/** Only the callers of a country or of the autonomous system with a number, or (`none`) those of none; null: of all. */
interface CallerPlace {
  country: string | null;
  asn: string | null;
}

/** Callers of the range, or those of a place. */
export const callersQuery = (projectId: number, range: ReadRange, place: CallerPlace) =>
  infiniteQueryOptions({
    queryKey: projectKey(projectId, 'callers', { ...range, ...place }),
    queryFn: ({ signal, pageParam }) => {
      const query = { ...rangeQuery(range), ...place, limit: PAGE, cursor: pageParam };
      return getJson<CallersAnswer>(projectPath(projectId, 'callers'), query, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
    meta: followsCalls(range),
  });

/** Where the callers of the range belong. */
export const countriesQuery = (projectId: number, range: ReadRange) =>
  queryOptions({
    queryKey: projectKey(projectId, 'countries', { ...range }),
    queryFn: ({ signal }) => getJson<CountriesAnswer>(projectPath(projectId, 'countries'), rangeQuery(range), signal),
    placeholderData: keepPreviousData,
    refetchInterval: SLOW_PANEL_EVERY_MS,
    meta: { topics: ['incidents'] },
  });

/** What moved in the range against another one. */
export const moversQuery = (projectId: number, { vs, ...range }: ReadRange & { vs: Comparison }) =>
  queryOptions({
    queryKey: projectKey(projectId, 'movers', { ...range, vs }),
    queryFn: ({ signal }) =>
      getJson<MoversAnswer>(projectPath(projectId, 'movers'), { ...rangeQuery(range), vs }, signal),
    placeholderData: keepPreviousData,
    refetchInterval: SLOW_PANEL_EVERY_MS,
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
    refetchInterval: SLOW_PANEL_EVERY_MS,
  });
