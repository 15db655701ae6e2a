import { poisson, type Random } from '../random';
import { SHOP_CLIENTS, STAGING_CLIENTS, UPTIME } from '../shop/clients';
import { STATUS_ROUTE } from '../shop/endpoints';
import { runPartnerSync } from './partner-sync';
import { sendVisit } from './send';
import { readOf, visitOf, visitor, type Visit } from './visit';

const TICK_MS = 100;
const UPTIME_EVERY_MS = 60_000;
const STAGING_CALLS_PER_SECOND = 0.05;

export interface LiveOptions {
  /** Where the shop listens, and its staging environment. */
  shopPort: number;
  stagingPort: number;
  callsPerSecond: number;
  random: Random;
  signal: AbortSignal;
  onError(error: unknown): void;
}

/** Ordinary traffic over real HTTP until the signal. */
export function startLiveTraffic(options: LiveOptions): void {
  const { shopPort, stagingPort, callsPerSecond, random, signal, onError } = options;
  const send = (port: number, visit: Visit): void => void sendVisit(port, visit).catch(onError);
  const [shopVisit, stagingVisit, status] = [visitor(SHOP_CLIENTS), visitor(STAGING_CLIENTS), readOf(STATUS_ROUTE)];
  const sendSome = (port: number, perSecond: number, visit: (random: Random) => Visit): void => {
    const due = poisson(random, (perSecond * TICK_MS) / 1_000);
    for (let i = 0; i < due; i += 1) send(port, visit(random));
  };
  const ticks = setInterval(() => {
    sendSome(shopPort, callsPerSecond, shopVisit);
    sendSome(stagingPort, STAGING_CALLS_PER_SECOND, stagingVisit);
  }, TICK_MS);
  const checks = setInterval(() => send(shopPort, visitOf(random, UPTIME, status)), UPTIME_EVERY_MS);
  signal.addEventListener('abort', () => [ticks, checks].forEach((timer) => clearInterval(timer)), { once: true });
  runPartnerSync({ port: shopPort, random, signal, onError }).catch((error: unknown) => {
    if (!signal.aborted) onError(error);
  });
}
