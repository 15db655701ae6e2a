'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { consumersQuery, endpointsQuery, usePageState } from '../../../lib/client';
import { endpointName } from '../../../lib/shared';
import { useProject } from '../../project/project-provider';
import type { FilterChip } from './chips';
import type { KnownNames } from './suggest';

/** What was called in the range and by whom; read once somebody is about to filter, or a filter names an endpoint. */
export function useKnownNames(wanted: boolean, chips: readonly FilterChip[]): KnownNames {
  const { project } = useProject();
  const { range, environment } = usePageState();
  const input = { fromMs: range.fromMs, toMs: range.toMs, environment };
  const named = chips.some(({ column }) => column === 'endpoint');
  // names stay what they are when more calls come
  const endpoints = useQuery({ ...endpointsQuery(project.id, input), enabled: wanted || named, meta: {} }).data;
  const consumers = useInfiniteQuery({ ...consumersQuery(project.id, input), enabled: wanted, meta: {} }).data;
  return useMemo(
    () => ({
      endpoints: new Map(endpoints?.endpoints.map((endpoint) => [String(endpoint.id), endpointName(endpoint)])),
      consumers: consumers?.pages.flatMap((page) => page.consumers.map(({ name }) => name)) ?? [],
    }),
    [endpoints, consumers],
  );
}
