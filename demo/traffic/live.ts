import { callsPerSecondAt, stagingCallsPerSecondAt } from '../history/shape';
import { poisson, type Random } from '../random';
import { SHOP_CLIENTS, STAGING_CLIENTS, UPTIME } from '../shop/clients';
import { STATUS_ROUTE } from '../shop/endpoints';
import { runPartnerSync } from './partner-sync';
import { sendVisit } from './send';
import { readOf, visitOf, visitor, type Visit } from './visit';

const TICK_MS = 100;
const UPTIME_EVERY_MS = 60_000;

export interface LiveOptions {
  /** Where the shop listens, and its staging environment. */
  shopPort: number;
  stagingPort: number;
  random: Random;
  signal: AbortSignal;
  onError(error: unknown): void;
}

/** Ordinary traffic over real HTTP until the signal, as much as the history has at the same hour. */
export function startLiveTraffic(options: LiveOptions): void {
  const { shopPort, stagingPort, random, signal, onError } = options;
  const send = (port: number, visit: Visit): void => void sendVisit(port, visit).catch(onError);
  const [shopVisit, stagingVisit, status] = [visitor(SHOP_CLIENTS), visitor(STAGING_CLIENTS), readOf(STATUS_ROUTE)];
  const sendSome = (port: number, perSecond: number, visit: (random: Random) => Visit): void => {
    const due = poisson(random, (perSecond * TICK_MS) / 1_000);
    for (let i = 0; i < due; i += 1) send(port, visit(random));
  };
  const ticks = setInterval(() => {
    const nowMs = Date.now();
    sendSome(shopPort, callsPerSecondAt(nowMs), shopVisit);
    sendSome(stagingPort, stagingCallsPerSecondAt(nowMs), stagingVisit);
  }, TICK_MS);
  const check = (): void => send(shopPort, visitOf(random, UPTIME, status));
  const checks = setInterval(check, UPTIME_EVERY_MS);
  check();
  signal.addEventListener('abort', () => [ticks, checks].forEach((timer) => clearInterval(timer)), { once: true });
  runPartnerSync({ port: shopPort, random, signal, onError }).catch((error: unknown) => {
    if (!signal.aborted) onError(error);
  });
}
