import { breakdownInput, callsInput, endpointInput, getBreakdown, getCalls, getEndpoint } from '../../lib/analytics';
import {
  callsQuery,
  endpointBreakdownQuery,
  endpointQuery,
  LATEST_CALLS,
  periodQuery,
  rangeQuery,
} from '../../lib/client';
import { asSent } from './as-sent';
import { readGaps, readIncidents } from './common-reads';
import type { Reads } from './read-first';

/** What the page of one endpoint asks for first. */
export const endpointReads =
  (endpointId: number): Reads =>
  (client, place) => {
    const { ctx, projectId, period, chosen } = place;
    const { fromMs, toMs, environment } = period;
    const range = { fromMs, toMs, environment };
    const filter = { endpoint: String(endpointId), status: chosen('status') };
    const own = { projectId, endpointId: String(endpointId) };
    return [
      client.query({
        ...endpointQuery(projectId, { endpointId, ...period }),
        queryFn: () => getEndpoint(ctx, endpointInput.parse({ ...own, ...asSent(periodQuery(period)) })),
      }),
      readIncidents(client, place),
      readGaps(client, place),
      client.query({
        ...endpointBreakdownQuery(projectId, { endpointId, ...range }),
        queryFn: () => getBreakdown(ctx, breakdownInput.parse({ ...own, ...asSent(rangeQuery(range)) })),
      }),
      client.infiniteQuery({
        ...callsQuery(projectId, { ...range, filter, limit: LATEST_CALLS }),
        queryFn: () => {
          const query = asSent({ ...rangeQuery(range), ...filter, limit: LATEST_CALLS });
          return getCalls(ctx, callsInput.parse({ projectId, ...query }));
        },
      }),
    ];
  };
