'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import {
  ApiError,
  consumersQuery,
  endpointsQuery,
  incidentQuery,
  incidentsQuery,
  projectKey,
  usePageState,
} from '../../../lib/client';
import type { EndpointItem, IncidentItem } from '../../../lib/shared';
import { consumerPage, countOf, endpointName, isOther } from '../../../lib/shared';
import { useGo } from '../../forms/leave';
import { incidentMark } from '../../incidents/incident-state';
import { useProject } from '../../project/project-provider';
import { usePlace } from '../../project/use-place';
import type { Entry } from './entry';

const NONE: readonly never[] = [];

/**
 * The incidents, under a key of the palette's own. The frame comes to life before its page: what the page is drawn with must not
 * have been asked for, or answered, in between.
 */
const listedQuery = (projectId: number) => ({
  ...incidentsQuery(projectId, { state: null, environment: null }),
  queryKey: projectKey(projectId, 'incidents', { asker: 'palette' }),
});

/** "#318" or "318" as a number; null for anything else. */
const incidentNumber = (typed: string): number | null => {
  const match = /^#?(\d{1,9})$/.exec(typed.trim());
  return match ? Number(match[1]) : null;
};

/** Endpoints and consumers of the range, and incidents: those that are listed, and any by its number. */
export function useFoundEntries(typed: string) {
  const { project } = useProject();
  const { range, environment } = usePageState();
  const go = useGo();
  const to = usePlace();
  const during = { fromMs: range.fromMs, toMs: range.toMs, environment };
  const endpoints = useQuery(endpointsQuery(project.id, during));
  const consumers = useInfiniteQuery(consumersQuery(project.id, during));
  const listed = useInfiniteQuery(listedQuery(project.id));
  const number = incidentNumber(typed);
  const named = useQuery({ ...incidentQuery(project.id, number ?? 0), enabled: number !== null && number > 0 });
  const entries = useMemo(() => {
    const open = (page: string) => () => go(to(page));
    const incidents = listed.data?.pages.flatMap((page) => page.incidents) ?? NONE;
    const other = named.data && !incidents.some(({ id }) => id === named.data.id) ? [named.data] : NONE;
    return {
      endpoints: (endpoints.data?.endpoints ?? NONE).map((item) => endpointEntry(item, open(`/endpoints/${item.id}`))),
      consumers: (consumers.data?.pages.flatMap((page) => page.consumers) ?? NONE).map(({ name, calls }): Entry => ({
        id: `consumer ${name}`,
        label: name,
        words: 'consumer',
        note: countOf(calls, 'call'),
        run: open(consumerPage(name)),
      })),
      incidents: [...other, ...incidents].map((item) => incidentEntry(item, open(`/incidents/${item.id}`))),
    };
  }, [endpoints.data, consumers.data, listed.data, named.data, go, to]);
  const failed = [
    endpoints.error && 'endpoints',
    consumers.error && 'consumers',
    (listed.error ?? (isMissing(named.error) ? null : named.error)) && 'incidents',
  ].filter((part) => typeof part === 'string');
  return { ...entries, failed, waiting: [endpoints, consumers, listed, named].some(({ isLoading }) => isLoading) };
}

/** That there is no such incident is no failure. */
const isMissing = (error: Error | null): boolean => error instanceof ApiError && error.code === 'not_found';

const endpointEntry = (endpoint: EndpointItem, run: () => void): Entry => ({
  id: `endpoint ${endpoint.id}`,
  label: endpointName(endpoint),
  mono: !isOther(endpoint),
  words: 'endpoint',
  note: countOf(endpoint.calls, 'call'),
  run,
});

const incidentEntry = ({ id, title, state, environment }: IncidentItem, run: () => void): Entry => ({
  id: `incident ${id}`,
  label: `#${id} ${title}`,
  words: `incident ${state} ${environment}`,
  state: { state: incidentMark(state), word: state },
  run,
});
