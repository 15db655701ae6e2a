import type { PendingTotals } from '../../rollups';
import type { EndpointInfo, LoginEndpoint } from '../../shared';
import { findEndpointsById, findLoginEndpointIds } from '../../storage';
import type { EndpointName, Sql } from '../../storage';
import { endpointCells } from '../cells/endpoint-cells';
import { endpointInfo, suggestsLogin } from '../endpoints/endpoint-info';
import { E } from '../measures/columns';
import { waitingTimesOf } from '../measures/seen-times';
import type { PeriodQuery } from '../overview/period';
import { endpointSegments } from '../range/segments';

export interface LoginEndpoints {
  /** Those with the most failures first. */
  endpoints: LoginEndpoint[];
  suggested: EndpointInfo[];
}

/** Endpoints that are flagged, or had login attempts in the range; and those called that look as if they took logins. */
export async function readLoginEndpoints(
  sql: Sql,
  query: PeriodQuery,
  pending: readonly PendingTotals[],
): Promise<LoginEndpoints> {
  const segments = endpointSegments(query, { ...query, stepSeconds: null });
  const grid = await endpointCells(
    sql,
    { ...query, segments, stepSeconds: null, endpoints: 'each', latency: false },
    pending,
  );
  const flagged = await findLoginEndpointIds(sql, query.projectId);
  const names = await findEndpointsById(sql, query.projectId, [...grid.ids(), ...flagged]);
  const waiting = waitingTimesOf(pending);
  const figures = (name: EndpointName): LoginEndpoint => {
    const { sums } = grid.find(name.id, 0) ?? grid.empty();
    const [failures, successes] = [sums[E.logins_failed] ?? 0, sums[E.logins_ok] ?? 0];
    const decided = failures + successes;
    const failureRatio = decided === 0 ? null : failures / decided;
    return { ...endpointInfo(name, waiting), calls: sums[E.calls] ?? 0, failures, successes, failureRatio };
  };
  const endpoints = [...names.values()]
    .map(figures)
    .filter(({ isLogin, failures, successes }) => isLogin || failures + successes > 0)
    .sort((a, b) => b.failures - a.failures || b.calls - a.calls || a.id - b.id);
  const suggested = [...names.values()].filter(suggestsLogin).sort((a, b) => a.id - b.id);
  return { endpoints, suggested: suggested.map((name) => endpointInfo(name, waiting)) };
}
