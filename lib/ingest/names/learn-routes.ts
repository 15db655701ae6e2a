import { foldRoute, isParameterKind, learnParameters, routeParameters, type RouteParameter } from '../../formats';
import type { naming } from '../../storage';

/** A path that has no endpoint yet, with its calls in the batch. */
export interface NewRoute {
  route: string;
  calls: number;
}

/** Parameters as they are stored; what an older version does not know is left out. */
export const toParameters = (rows: readonly naming.RouteParameterRow[]): RouteParameter[] =>
  rows.flatMap(({ kind, ...row }) => (isParameterKind(kind) ? [{ kind, ...row }] : []));

/** New paths of a batch that are looked at, with as many endpoints in some 30 ms; the rest is folded by what these told. */
const NEWS = 2_000;

interface Seen {
  endpoints: readonly naming.PathEndpoint[];
  known: readonly naming.RouteParameterRow[];
  news: readonly NewRoute[];
  /** Calls of an endpoint that this process has taken: rollups are some seconds behind. */
  taken(endpointId: number): number;
}

/** What the endpoints of a project and the new paths of a batch together tell of its parameters. */
export function learnRoutes({ endpoints, known, news, taken }: Seen): naming.Learned {
  const before = toParameters(known);
  const old = endpoints.map(({ id, route, calls, pinned }) => ({ route, pinned, calls: Math.max(calls, taken(id)) }));
  const routes = [...old, ...news.slice(0, NEWS).map((route) => ({ ...route, pinned: false }))];
  const parameters = learnParameters(routes, before);
  const all = routeParameters([...before, ...parameters]);
  return { parameters, fold: (route) => foldRoute(route, all) };
}
