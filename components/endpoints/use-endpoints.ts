'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import {
  comparedRange,
  endpointsQuery,
  incidentsQuery,
  overviewEndpointsQuery,
  usePageNow,
  usePageState,
} from '../../lib/client';
import { useProject } from '../project/project-provider';
import { endpointRows } from './endpoint-rows';

const NONE: readonly never[] = [];

/** The endpoints of the range with the period before, their calls by step and the incidents that name them. */
export function useEndpoints() {
  const { project } = useProject();
  const { range, environment, compare } = usePageState();
  const { fromMs, toMs, stepMs } = range;
  const nowMs = usePageNow(30_000);
  const endpoints = useQuery(endpointsQuery(project.id, { fromMs, toMs, environment }));
  const counted = endpoints.isPlaceholderData ? null : (endpoints.data ?? null);
  const whole = counted ? { fromMs: Date.parse(counted.from), toMs: Date.parse(counted.to) } : range;
  const previous = useQuery({
    ...endpointsQuery(project.id, { ...comparedRange(whole, { compare, nowMs }), environment }),
    enabled: compare !== null,
    meta: {}, // it is over: no hint makes it old
  });
  const overview = useQuery(overviewEndpointsQuery(project.id, { fromMs, toMs, stepMs, environment, compare }));
  const open = useInfiniteQuery(incidentsQuery(project.id, { state: 'open', environment }));
  const acknowledged = useInfiniteQuery(incidentsQuery(project.id, { state: 'acknowledged', environment }));
  const busiest = overview.data?.endpoints ?? NONE;
  // null when there was too little before to compare with
  const comparable = busiest.every(({ previousCalls }) => previousCalls !== null);
  const [items, before] = [endpoints.data, comparable ? previous.data : undefined];
  const [opened, taken] = [open.data, acknowledged.data];
  const rows = useMemo(() => {
    const incidents = [opened, taken].flatMap((data) => data?.pages ?? []).flatMap((page) => page.incidents);
    return items?.endpoints
      ? endpointRows({
          endpoints: items.endpoints,
          previous: (compare && before?.endpoints) || null,
          busiest,
          incidents,
        })
      : undefined;
  }, [items, before, busiest, opened, taken, compare]);
  const missing = [
    compare && comparable && previous.error && 'what it is compared with',
    overview.error && 'calls per step',
    (open.error ?? acknowledged.error) && 'incidents',
  ].filter((part) => typeof part === 'string');
  return { result: { ...endpoints, data: rows }, counted, missing, stepMs };
}
