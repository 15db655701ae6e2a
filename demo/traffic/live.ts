import { pick, poisson, skewed, type Random } from '../random';
import { customer, CUSTOMER_COUNT, homeAddress, SHOP_CLIENTS, type ShopClient } from '../shop/clients';
import { LOGIN, SHOP_ENDPOINTS, TYPO_RATIO } from '../shop/endpoints';
import { concretePath } from './concrete-path';
import { send, type ShopRequest } from './send';

const TICK_MS = 100;
const choices = [...SHOP_ENDPOINTS, LOGIN];

function signIn(random: Random, client: ShopClient, who: number): ShopRequest {
  const { email, password } = customer(who);
  const typed = random() < TYPO_RATIO ? `${password}x` : password;
  return { ...from(client, who), method: LOGIN.method, path: LOGIN.route, body: { email, password: typed } };
}

function from(client: ShopClient, who: number): Pick<ShopRequest, 'caller' | 'userAgent' | 'consumer'> {
  // A person keeps one device, so the client string goes by the customer.
  const userAgent = client.userAgents[who % client.userAgents.length] ?? 'unknown';
  return { caller: homeAddress(client, who), userAgent, consumer: client.consumer };
}

/** What one ordinary client asks the shop next. */
export function ordinaryRequest(random: Random): ShopRequest {
  const client = pick(random, SHOP_CLIENTS);
  const who = skewed(random, CUSTOMER_COUNT);
  const endpoint = client.people ? pick(random, choices) : pick(random, SHOP_ENDPOINTS);
  if (endpoint.route === LOGIN.route) return signIn(random, client, who);
  const body = endpoint.requestBytes > 0 ? { note: 'x'.repeat(endpoint.requestBytes) } : undefined;
  return {
    ...from(client, who),
    method: endpoint.method,
    path: concretePath(random, endpoint.route),
    ...(body && { body }),
  };
}

export interface LiveOptions {
  port: number;
  callsPerSecond: number;
  random: Random;
  onError(error: unknown): void;
}

/** Ordinary traffic over real HTTP until stopped. */
export function startLiveTraffic({ port, callsPerSecond, random, onError }: LiveOptions): () => void {
  const timer = setInterval(() => {
    const due = poisson(random, (callsPerSecond * TICK_MS) / 1_000);
    for (let i = 0; i < due; i += 1) send(port, ordinaryRequest(random)).catch(onError);
  }, TICK_MS);
  return () => clearInterval(timer);
}
