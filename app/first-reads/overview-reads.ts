import { type DehydratedState, hydrate, QueryClient } from '@tanstack/react-query';
import { listAlerts, listAlertsInput } from '../../lib/alerting';
import { getOverview, getOverviewConsumers, getOverviewEndpoints, overviewInput } from '../../lib/analytics';
import {
  alertsQuery,
  overviewConsumersQuery,
  overviewEndpointsQuery,
  overviewQuery,
  periodQuery,
  statusQuery,
} from '../../lib/client';
import type { StatusAnswer } from '../../lib/shared';
import { asSent } from './as-sent';
import { frameReads, readGaps, readIncidents } from './common-reads';
import type { Reads } from './read-first';

/** What the overview asks for first. */
export const overviewReads: Reads = (client, place) => {
  const { ctx, projectId, period } = place;
  const alerts = { state: 'open', rule: null } as const;
  const input = () => overviewInput.parse({ projectId, ...asSent(periodQuery(period)) });
  return [
    client.query({ ...overviewQuery(projectId, period), queryFn: () => getOverview(ctx, input()) }),
    client.query({ ...overviewEndpointsQuery(projectId, period), queryFn: () => getOverviewEndpoints(ctx, input()) }),
    client.query({ ...overviewConsumersQuery(projectId, period), queryFn: () => getOverviewConsumers(ctx, input()) }),
    readIncidents(client, place),
    client.infiniteQuery({
      ...alertsQuery(projectId, alerts),
      queryFn: () => listAlerts(ctx, listAlertsInput.parse(asSent(alerts))),
    }),
    readGaps(client, place),
    ...frameReads(client, place),
  ];
};

/**
 * The status that the page is drawn with. The frame has its own, and its browser may have asked again before the page comes to
 * life: what was drawn must be what comes to life.
 */
export function statusIn(state: DehydratedState | null, projectId: number): StatusAnswer | null {
  const client = new QueryClient();
  if (state) hydrate(client, state);
  return client.getQueryData(statusQuery(projectId).queryKey) ?? null;
}
