import { logNormal, pick, poisson, skewed, type Random } from '../random';
import { CUSTOMER_COUNT, customer, homeAddress, SHOP_CLIENTS } from '../shop/clients';
import { LOGIN, SHOP_ENDPOINTS, TYPO_RATIO, type ShopEndpoint } from '../shop/endpoints';
import { concretePath } from '../traffic/concrete-path';

/** One call of the past, as the SDK would have seen it. */
export interface PastCall {
  startedAtMs: number;
  method: string;
  route: string;
  path: string | null;
  status: number;
  durationUs: number;
  requestBytes: number;
  responseBytes: number;
  caller: string;
  consumer: string | null;
  userAgent: string;
  account: string | null;
  login: 0 | 1 | 2;
}

const choices = [...SHOP_ENDPOINTS, LOGIN];

function outcome(random: Random, endpoint: ShopEndpoint): { status: number; medianMs: number } {
  let rest = random();
  for (const [status, probability] of endpoint.failures) {
    rest -= probability;
    if (rest < 0) return { status, medianMs: status === 504 ? 3_000 : endpoint.medianMs / 2 };
  }
  return { status: endpoint.status, medianMs: endpoint.medianMs };
}

function pastCall(random: Random, startedAtMs: number): PastCall {
  const client = pick(random, SHOP_CLIENTS);
  const who = skewed(random, CUSTOMER_COUNT);
  const endpoint = client.people ? pick(random, choices) : pick(random, SHOP_ENDPOINTS);
  const isLogin = endpoint.route === LOGIN.route;
  const failed = isLogin && random() < TYPO_RATIO;
  const { status, medianMs } =
    'failures' in endpoint ? outcome(random, endpoint) : { status: failed ? 401 : 200, medianMs: LOGIN.medianMs };
  const path = concretePath(random, endpoint.route).split('?', 1)[0] ?? endpoint.route;
  return {
    startedAtMs,
    method: endpoint.method,
    route: endpoint.route,
    path: path === endpoint.route ? null : path,
    status,
    durationUs: Math.round(1_000 * logNormal(random, medianMs, endpoint.spread)),
    requestBytes: endpoint.requestBytes,
    responseBytes: status === 304 ? 0 : Math.round(endpoint.responseBytes * (0.6 + 0.8 * random())),
    caller: homeAddress(client, who),
    consumer: client.consumer,
    userAgent: client.userAgents[who % client.userAgents.length] ?? 'unknown',
    account: isLogin ? customer(who).email : null,
    login: isLogin ? (failed ? 2 : 1) : 0,
  };
}

/** The calls that began in one minute, by time. */
export function makeMinute(
  random: Random,
  { fromMs, callsPerSecond }: { fromMs: number; callsPerSecond: number },
): PastCall[] {
  const times = Array.from({ length: poisson(random, callsPerSecond * 60) }, () => fromMs + random() * 60_000);
  return times.sort((a, b) => a - b).map((at) => pastCall(random, at));
}
