import { listAlerts, listAlertsInput } from '../../lib/alerting';
import { getOverview, overviewInput } from '../../lib/analytics';
import { alertsQuery, overviewQuery, periodQuery } from '../../lib/client';
import { asSent } from './as-sent';
import { readGaps, readIncidents } from './common-reads';
import type { Reads } from './read-first';

/** What the overview asks for first. */
export const overviewReads: Reads = (client, place) => {
  const { ctx, projectId, period } = place;
  const alerts = { state: 'open', rule: null } as const;
  return [
    client.query({
      ...overviewQuery(projectId, period),
      queryFn: () => getOverview(ctx, overviewInput.parse({ projectId, ...asSent(periodQuery(period)) })),
    }),
    readIncidents(client, place),
    client.infiniteQuery({
      ...alertsQuery(projectId, alerts),
      queryFn: () => listAlerts(ctx, listAlertsInput.parse(asSent(alerts))),
    }),
    readGaps(client, place),
  ];
};
