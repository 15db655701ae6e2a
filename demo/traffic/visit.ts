import { picker, skewed, type Random } from '../random';
import { customer, CUSTOMER_COUNT, deviceOf, homeAddress, type ShopClient } from '../shop/clients';
import { LOGIN, SHOP_ENDPOINTS, TYPO_RATIO, type ShopEndpoint } from '../shop/endpoints';
import { concretePath, unknownPath } from './concrete-path';

/** What one client asks the shop for: the same whether it is sent for real or was in the past. */
export interface Visit {
  caller: string;
  userAgent: string;
  consumer: string | null;
  method: string;
  /** Null: the shop has no such route. */
  endpoint: ShopEndpoint | typeof LOGIN | null;
  /** With its query. */
  path: string;
  signIn: { email: string; password: string; right: boolean } | null;
}

type Draw = (random: Random) => Visit['endpoint'];

function endpointsOf({ asks }: ShopClient): Draw {
  if (asks === 'unknown-paths') return () => null;
  if (asks === 'as-people') return picker([...SHOP_ENDPOINTS, LOGIN]);
  const draw = picker(asks.map((route) => ({ endpoint: readOf(route), weight: 1 })));
  return (random) => draw(random).endpoint;
}

function signInOf(random: Random, who: number): NonNullable<Visit['signIn']> {
  const { email, password } = customer(who);
  const right = random() >= TYPO_RATIO;
  return { email, password: right ? password : `${password}x`, right };
}

/** One call of this client to an endpoint, or to a path that is none. */
export function visitOf(random: Random, client: ShopClient, endpoint: Visit['endpoint']): Visit {
  const who = skewed(random, CUSTOMER_COUNT);
  return {
    caller: homeAddress(client, who),
    userAgent: deviceOf(client, who),
    consumer: client.consumer,
    method: endpoint?.method ?? 'GET',
    endpoint,
    path: endpoint ? concretePath(random, endpoint.route) : unknownPath(random),
    signIn: endpoint?.route === LOGIN.route ? signInOf(random, who) : null,
  };
}

/** Draws what one of the clients asks next. */
export function visitor(clients: readonly ShopClient[]): (random: Random) => Visit {
  const draw = picker(clients.map((client) => ({ client, weight: client.weight, draw: endpointsOf(client) })));
  return (random) => {
    const { client, draw: endpoint } = draw(random);
    return visitOf(random, client, endpoint(random));
  };
}

/** The endpoint of a route that is read. Throws when the shop has none. */
export function readOf(route: string): ShopEndpoint {
  const found = SHOP_ENDPOINTS.find((endpoint) => endpoint.method === 'GET' && endpoint.route === route);
  if (!found) throw new Error(`the shop has no GET ${route}`);
  return found;
}
