import type { QueryClient } from '@tanstack/react-query';
import { getIngestGaps, getStatus, ingestGapsInput } from '../../lib/analytics';
import { incidentsQuery, ingestGapsQuery, rangeQuery, statusQuery, wholeHours } from '../../lib/client';
import { getRuntime } from '../../lib/http';
import { listIncidents, listIncidentsInput } from '../../lib/incidents';
import { asSent } from './as-sent';
import type { Reads } from './read-first';
import type { ReadPlace } from './read-place';

/** The incidents of every state in the chosen environment. */
export function readIncidents(client: QueryClient, { ctx, projectId, period }: ReadPlace): Promise<unknown> {
  const { environment } = period;
  return client.infiniteQuery({
    ...incidentsQuery(projectId, { state: null, environment }),
    queryFn: () => listIncidents(ctx, listIncidentsInput.parse({ projectId, ...asSent({ environment }) })),
  });
}

/** When no calls were taken, which charts leave open. */
export function readGaps(client: QueryClient, { ctx, projectId, period }: ReadPlace): Promise<unknown> {
  const query = asSent(rangeQuery(wholeHours(period)));
  return client.query({
    ...ingestGapsQuery(projectId, period),
    queryFn: () => getIngestGaps(ctx, ingestGapsInput.parse({ projectId, ...query })),
  });
}

/** What the frame of every page shows. */
export const frameReads: Reads = (client, { ctx, projectId }) => [
  client.query({
    ...statusQuery(projectId),
    queryFn: () => getStatus(ctx, { projectId, environment: undefined, version: getRuntime().version }),
  }),
];
