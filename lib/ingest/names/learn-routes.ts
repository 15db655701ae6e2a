import { foldRoute, learnParameters, parametersInForce, routeParameters } from '../../formats';
import type { naming } from '../../storage';

/** A path that has no endpoint yet, with its calls in the batch that the API served. */
export interface NewRoute {
  route: string;
  calls: number;
}

/** New paths that are looked at, with as many endpoints in some 30 ms; the rest is folded by what these told. */
export const NEWS = 2_000;

interface Seen {
  endpoints: readonly naming.PathEndpoint[];
  known: readonly naming.RouteParameterRow[];
  news: readonly NewRoute[];
  /** Calls of an endpoint that this process has taken and that the API served: rollups are some seconds behind. */
  taken(endpointId: number): number;
}

/** What the endpoints of a project and the new paths of a batch together tell of its parameters. */
export function learnRoutes({ endpoints, known, news, taken }: Seen): naming.Learned {
  const before = parametersInForce(known);
  const closed = new Set(known.filter(({ givenUpAt }) => givenUpAt !== null).map(({ prefix }) => prefix));
  const knownBefore = routeParameters(before);
  const isSeparate = (route: string): boolean => foldRoute(route, knownBefore) !== route;
  const old = endpoints
    .filter(({ route }) => !isSeparate(route))
    .map(({ id, calls, ...endpoint }) => ({ ...endpoint, calls: Math.max(calls, taken(id)) }));
  const fresh = news.slice(0, NEWS).map((route) => ({ ...route, days: 1, pinned: false }));
  const routes = [...old, ...fresh].filter(({ calls, pinned }) => calls > 0 || pinned); // refusals teach nothing
  const parameters = learnParameters(routes, before, closed);
  const all = routeParameters([...before, ...parameters]);
  return {
    parameters: parameters.map((found) => ({ ...found, givenUpAt: null })),
    isSeparate,
    fold: (route) => foldRoute(route, all),
  };
}
