import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { CallFilterQuery, CallHistogramAnswer, CallItem, CallsAnswer, ExportFormat } from '../../shared';
import { getJson, withQuery } from '../fetch-json';
import { projectKey, projectPath } from '../query-key';
import { stepOf } from '../range/resolve-range';
import { rangeQuery } from './range-query';
import type { ReadRange } from './range-query';

export interface CallSearchInput extends ReadRange {
  filter: CallFilterQuery;
}

const PAGE_ROWS = 200;
/** More new calls than these are not counted. */
export const NEW_CALLS_COUNTED = 100;

const searchQuery = ({ filter, ...range }: CallSearchInput) => ({ ...rangeQuery(range), ...filter });

/**
 * Calls that pass the filter, newest first, as they were at `asOf`: what is read stands still until somebody asks for
 * the newer ones with another `asOf`.
 */
export const callListQuery = (projectId: number, { asOf, ...input }: CallSearchInput & { asOf: number }) =>
  infiniteQueryOptions({
    queryKey: projectKey(projectId, 'call-list', { ...input, asOf }),
    queryFn: ({ signal, pageParam }) =>
      getJson<CallsAnswer>(
        projectPath(projectId, 'calls'),
        { ...searchQuery(input), limit: PAGE_ROWS, cursor: pageParam },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 60_000,
  });

/** One call, which never changes. */
export const callQuery = (projectId: number, { id, atMs }: { id: string; atMs: number }) =>
  queryOptions({
    queryKey: projectKey(projectId, 'call', { id, atMs }),
    queryFn: ({ signal }) =>
      getJson<CallItem>(projectPath(projectId, `calls/${id}`), { at: new Date(atMs).toISOString() }, signal),
    staleTime: Infinity,
    gcTime: 60_000,
  });

/** The newest calls from a time on: how many have come since a list was read. Asked again now and then besides the hints, which may come before the stream is open. */
export const newCallsQuery = (projectId: number, input: CallSearchInput) =>
  queryOptions({
    queryKey: projectKey(projectId, 'new-calls', { ...input }),
    queryFn: ({ signal }) =>
      getJson<CallsAnswer>(
        projectPath(projectId, 'calls'),
        { ...searchQuery(input), limit: NEW_CALLS_COUNTED },
        signal,
      ),
    gcTime: 0,
    refetchInterval: 15_000,
    meta: { topics: ['calls'] },
  });

const HISTOGRAM_EVERY_MS = 5_000;

/** The server counts up to 300 steps, of which the first and the last may be cut. */
const MOST_WHOLE_STEPS = 298;

/** The step of the charts of other pages, in seconds; null, which leaves it to the server, where a range has too many. */
function histogramStep({ fromMs, toMs }: ReadRange): number | null {
  const stepMs = stepOf(toMs - fromMs);
  return (toMs - fromMs) / stepMs > MOST_WHOLE_STEPS ? null : stepMs / 1_000;
}

/** How many calls pass the filter, step by step. While `live`, read again when the rollups tell it without a search. */
export const callHistogramQuery = (projectId: number, { live, ...input }: CallSearchInput & { live: boolean }) =>
  queryOptions({
    queryKey: projectKey(projectId, 'call-histogram', { ...input }),
    queryFn: ({ signal }) => {
      const query = { ...searchQuery(input), step: histogramStep(input) };
      return getJson<CallHistogramAnswer>(projectPath(projectId, 'calls/histogram'), query, signal);
    },
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => live && state.data?.source === 'rollups' && HISTOGRAM_EVERY_MS,
  });

/** Address of the stream of calls as they are stored. */
export const callTailPath = (projectId: number, { filter, environment }: Omit<CallSearchInput, 'fromMs' | 'toMs'>) =>
  withQuery(projectPath(projectId, 'live/calls'), { ...filter, environment });

/** Address of all calls of a range that pass the filter, newest first, as one file. */
export const callExportPath = (projectId: number, { format, ...input }: CallSearchInput & { format: ExportFormat }) =>
  withQuery(projectPath(projectId, 'calls/export'), { format, ...searchQuery(input) });
