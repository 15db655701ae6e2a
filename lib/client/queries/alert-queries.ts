import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { AlertItem, AlertsAnswer, AlertState, DeliveriesAnswer } from '../../shared';
import { getJson, sendJson } from '../fetch-json';
import { projectKey, projectPath } from '../query-key';

export interface AlertsInput {
  /** `open`: firing or without data. Null is every state. */
  state: AlertState | 'open' | null;
  /** Id of a rule; null is every rule. */
  rule: string | null;
}

export const alertsQuery = (projectId: number, input: AlertsInput) =>
  infiniteQueryOptions({
    queryKey: projectKey(projectId, 'alerts', { ...input }),
    queryFn: ({ signal, pageParam }) => {
      const query = { ...input, limit: 100, cursor: pageParam };
      return getJson<AlertsAnswer>(projectPath(projectId, 'alerts'), query, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
    meta: { topics: ['alerts', 'settings'] },
  });

export const alertQuery = (projectId: number, alertId: number) =>
  queryOptions({
    queryKey: projectKey(projectId, 'alert', { alertId }),
    queryFn: ({ signal }) => getJson<AlertItem>(projectPath(projectId, `alerts/${alertId}`), {}, signal),
    meta: { topics: ['alerts', 'settings'] },
  });

/** The messages about one alert. */
export const alertDeliveriesQuery = (projectId: number, alertId: number) =>
  infiniteQueryOptions({
    queryKey: projectKey(projectId, 'deliveries', { alertId }),
    queryFn: ({ signal, pageParam }) => {
      const query = { alert: alertId, limit: 100, cursor: pageParam };
      return getJson<DeliveriesAnswer>(projectPath(projectId, 'deliveries'), query, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    meta: { topics: ['deliveries', 'alerts'] },
  });

/** Stops the repeats of an alert and says who saw it. Throws `ApiError`. */
export function acknowledgeAlert(projectId: number, alertId: number): Promise<AlertItem> {
  return sendJson('POST', projectPath(projectId, `alerts/${alertId}/acknowledge`));
}
