import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { CallsAnswer, IncidentDetail, IncidentsAnswer, IncidentState, LoginOutcome } from '../../shared';
import { getJson, sendJson } from '../fetch-json';
import { projectKey, projectPath } from '../query-key';

export interface IncidentsInput {
  /** Null is every state. */
  state: IncidentState | null;
  environment: string | null;
}

export const incidentsQuery = (projectId: number, input: IncidentsInput) =>
  infiniteQueryOptions({
    queryKey: projectKey(projectId, 'incidents', { ...input }),
    queryFn: ({ signal, pageParam }) =>
      getJson<IncidentsAnswer>(
        projectPath(projectId, 'incidents'),
        { ...input, limit: 100, cursor: pageParam },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
    meta: { topics: ['incidents'] },
  });

export const incidentQuery = (projectId: number, incidentId: number) =>
  queryOptions({
    queryKey: projectKey(projectId, 'incident', { incidentId }),
    queryFn: ({ signal }) => getJson<IncidentDetail>(projectPath(projectId, `incidents/${incidentId}`), {}, signal),
    meta: { topics: ['incidents', 'deliveries'] },
  });

/** Which of an incident's calls: null is no narrowing. */
export interface IncidentCallsFilter {
  outcome: Exclude<LoginOutcome, 'unknown'> | null;
  /** ISO 8601, half-open. */
  from: string | null;
  to: string | null;
}

export const incidentCallsQuery = (projectId: number, incidentId: number, filter: IncidentCallsFilter) =>
  infiniteQueryOptions({
    queryKey: projectKey(projectId, 'incident-calls', { incidentId, ...filter }),
    queryFn: ({ signal, pageParam }) =>
      getJson<CallsAnswer>(
        projectPath(projectId, `incidents/${incidentId}/calls`),
        { ...filter, limit: 50, cursor: pageParam },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
    meta: { topics: ['incidents'] },
  });

export type IncidentChange = 'acknowledge' | 'resolve' | 'notes';

/** Acknowledges, resolves or annotates an incident. Throws `ApiError`. */
export function changeIncident(
  projectId: number,
  { incidentId, change, note }: { incidentId: number; change: IncidentChange; note?: string },
): Promise<unknown> {
  return sendJson('POST', projectPath(projectId, `incidents/${incidentId}/${change}`), note ? { note } : {});
}
