import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type {
  BaselineAnswer,
  CallsAnswer,
  IngestGapsAnswer,
  InstancesAnswer,
  OverviewAnswer,
  OverviewConsumersAnswer,
  OverviewEndpointsAnswer,
  StatusAnswer,
} from '../../shared';
import { getJson } from '../fetch-json';
import { projectKey, projectPath } from '../query-key';
import { followsCalls, periodQuery, rangeQuery } from './range-query';
import type { PeriodInput, ReadRange } from './range-query';

/**
 * What the frame shows; asked again every 15 s besides the hints, so that "behind" and "stopped" are told on time. Of one
 * environment where one is named: that tells when its first and last calls were.
 */
export const statusQuery = (projectId: number, environment: string | null = null) =>
  queryOptions({
    queryKey: projectKey(projectId, 'status', environment === null ? {} : { environment }),
    queryFn: ({ signal }) => getJson<StatusAnswer>(projectPath(projectId, 'status'), { environment }, signal),
    refetchInterval: 15_000,
    meta: { topics: ['calls', 'incidents', 'deliveries'] },
  });

const HOUR_MS = 3_600_000;

/** The whole hours around a range. */
export const wholeHours = ({ fromMs, toMs }: { fromMs: number; toMs: number }): ReadRange => ({
  fromMs: Math.floor(fromMs / HOUR_MS) * HOUR_MS,
  toMs: Math.ceil(toMs / HOUR_MS) * HOUR_MS,
  environment: null,
});

/** When no calls were taken in the hours of a range; asked again each minute, since one that goes on ends. */
export const ingestGapsQuery = (projectId: number, range: { fromMs: number; toMs: number }) => {
  const { fromMs, toMs } = wholeHours(range);
  return queryOptions({
    queryKey: projectKey(projectId, 'ingest-gaps', { fromMs, toMs }),
    queryFn: ({ signal }) =>
      getJson<IngestGapsAnswer>(projectPath(projectId, 'ingest-gaps'), rangeQuery(wholeHours(range)), signal),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });
};

export interface BaselineInput extends ReadRange {
  stepMs: number;
  /** Null: all endpoints together. */
  endpointId: number | null;
}

/** What is usual in the whole hours of a range. It is made of the past: asked for once an hour, whatever comes in. */
export const baselineQuery = (projectId: number, { endpointId, environment, stepMs, ...range }: BaselineInput) => {
  const hours = { ...wholeHours(range), environment };
  return queryOptions({
    queryKey: projectKey(projectId, 'baseline', { ...hours, stepMs, endpointId }),
    queryFn: ({ signal }) => {
      const query = { ...rangeQuery(hours), step: stepMs / 1_000, endpoint: endpointId };
      return getJson<BaselineAnswer>(projectPath(projectId, 'baseline'), query, signal);
    },
    staleTime: HOUR_MS,
  });
};

/** Totals and points. The panels of the overview are read by themselves, so that each is shown when it comes. */
export const overviewQuery = (projectId: number, input: PeriodInput) =>
  queryOptions({
    queryKey: projectKey(projectId, 'overview', { ...input }),
    queryFn: ({ signal }) => getJson<OverviewAnswer>(projectPath(projectId, 'overview'), periodQuery(input), signal),
    placeholderData: keepPreviousData,
    meta: followsCalls(input),
  });

export const overviewEndpointsQuery = (projectId: number, input: PeriodInput) =>
  queryOptions({
    queryKey: projectKey(projectId, 'overview-endpoints', { ...input }),
    queryFn: ({ signal }) =>
      getJson<OverviewEndpointsAnswer>(projectPath(projectId, 'overview/endpoints'), periodQuery(input), signal),
    placeholderData: keepPreviousData,
    meta: followsCalls(input),
  });

export const overviewConsumersQuery = (projectId: number, input: PeriodInput) =>
  queryOptions({
    queryKey: projectKey(projectId, 'overview-consumers', { ...input }),
    queryFn: ({ signal }) =>
      getJson<OverviewConsumersAnswer>(projectPath(projectId, 'overview/consumers'), periodQuery(input), signal),
    placeholderData: keepPreviousData,
    meta: followsCalls(input),
  });

export interface CallsFilter {
  status?: string | null;
  endpoint?: string | null;
  consumer?: string | null;
  caller?: string | null;
}

export interface CallsInput extends ReadRange {
  filter: CallsFilter;
  limit: number;
}

export const callsQuery = (projectId: number, input: CallsInput) =>
  infiniteQueryOptions({
    queryKey: projectKey(projectId, 'calls', { ...input }),
    queryFn: ({ signal, pageParam }) => {
      const query = { ...rangeQuery(input), ...input.filter, limit: input.limit, cursor: pageParam };
      return getJson<CallsAnswer>(projectPath(projectId, 'calls'), query, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
    meta: { topics: ['calls'] },
  });

/** Instances of the API heard of in the range, and deploys. */
export const instancesQuery = (projectId: number, range: ReadRange) =>
  queryOptions({
    queryKey: projectKey(projectId, 'instances', { ...range }),
    queryFn: ({ signal }) => getJson<InstancesAnswer>(projectPath(projectId, 'instances'), rangeQuery(range), signal),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000, // as often as an SDK says something
  });
