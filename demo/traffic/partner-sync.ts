import { setTimeout as wait } from 'node:timers/promises';
import { MINUTE_MS } from '../history/gaps';
import type { Random } from '../random';
import { PARTNER } from '../shop/clients';
import { LIMITED } from '../shop/endpoints';
import { sendVisit } from './send';
import { readOf, visitOf } from './visit';

/**
 * How the partner polls stock: in bursts of at most 44 s, of which the limiter lets 20 calls through and refuses the last 2
 * to 9, which the partner does not heed. 9 cannot be 5 in each of two minutes, so a burst by itself is no violation.
 */
export const POLL_EVERY_MS = 1_500;
export const burstOf = (random: Random): number => 22 + Math.floor(8 * random());

export const BURST_EVERY_MINUTES = 15;
/** The second one, and each eighth from then on, is no burst: for three minutes it polls on, at 20 refusals a minute. */
const LONG = 120;
const isLong = (round: number): boolean => round % 8 === 1;
/** The first of those is not long in coming. */
const minutesUntilNext = (round: number): number => (round === 0 ? 6 : BURST_EVERY_MINUTES);

export interface PartnerOptions {
  port: number;
  random: Random;
  signal: AbortSignal;
  onError(error: unknown): void;
}

/** The partner's real polls, until the signal. */
export async function runPartnerSync({ port, random, signal, onError }: PartnerOptions): Promise<void> {
  const stock = readOf(LIMITED.route);
  for (let round = 0; !signal.aborted; round += 1) {
    const polls = isLong(round) ? LONG : burstOf(random);
    for (let poll = 0; poll < polls; poll += 1) {
      await wait(POLL_EVERY_MS, undefined, { signal });
      sendVisit(port, visitOf(random, PARTNER, stock)).catch(onError);
    }
    await wait(minutesUntilNext(round) * MINUTE_MS - polls * POLL_EVERY_MS, undefined, { signal });
  }
}
