'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { endpointsQuery, useNow } from '../../lib/client';
import type { EndpointItem } from '../../lib/shared';
import { endpointName } from '../../lib/shared';
import { useProject } from '../project/project-provider';

const HOUR_MS = 3_600_000;
const KNOWN_MS = 30 * 24 * HOUR_MS;
const NONE: readonly EndpointItem[] = [];

/** Endpoints with calls in the last 30 d: those that a rule can be narrowed to. */
export function useKnownEndpoints(): readonly EndpointItem[] {
  const { project } = useProject();
  const toMs = Math.ceil(useNow(60_000) / HOUR_MS) * HOUR_MS;
  const range = { fromMs: toMs - KNOWN_MS, toMs, environment: null };
  return useQuery({ ...endpointsQuery(project.id, range), meta: { topics: ['settings'] } }).data?.endpoints ?? NONE;
}

/** "POST /v1/login" of an endpoint's id; null when it was not called for long. */
export function useEndpointNames(): (id: number | undefined) => string | null {
  const endpoints = useKnownEndpoints();
  return useMemo(() => {
    const names = new Map(endpoints.map((endpoint) => [endpoint.id, endpointName(endpoint)]));
    return (id) => (id === undefined ? null : (names.get(id) ?? null));
  }, [endpoints]);
}
