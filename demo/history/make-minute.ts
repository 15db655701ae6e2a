import { poisson, seeded, type Random } from '../random';
import { PARTNER, SHOP_CLIENTS, STAGING_CLIENTS, UPTIME } from '../shop/clients';
import { LIMITED, STATUS_ROUTE } from '../shop/endpoints';
import { createLimiter } from '../shop/limiter';
import { STAGING } from '../owner/staging';
import { BURST_EVERY_MINUTES, burstOf, POLL_EVERY_MS } from '../traffic/partner-sync';
import { readOf, visitOf, visitor, type Visit } from '../traffic/visit';
import { MINUTE_MS } from './gaps';
import { pastCall, type PastCall } from './past-call';
import { callsPerSecondAt, stagingCallsPerSecondAt } from './shape';
import { spellsAt } from './spells';

/** The partner polls in this minute of each quarter of an hour. */
const PARTNER_MINUTE = 7;

/** Its minutes draw other numbers than production's. */
const STAGING_SEED = 0x5747_0000;

const shopVisit = visitor(SHOP_CLIENTS);
const stagingVisit = visitor(STAGING_CLIENTS);
const status = readOf(STATUS_ROUTE);
const stock = readOf(LIMITED.route);

/** One burst of the partner, which goes on when the limiter refuses. */
function partnerPolls(random: Random, fromMs: number): PastCall[] {
  const limiter = createLimiter(LIMITED);
  return Array.from({ length: burstOf(random) }, (_, index) => {
    const atMs = fromMs + POLL_EVERY_MS * (1 + index + random() * 0.5);
    const visit = visitOf(random, PARTNER, stock);
    const retryAfter = limiter.take(visit.caller, atMs);
    return pastCall(random, { visit, atMs, spells: [], retryAfter });
  });
}

const isPartnerMinute = (atMs: number): boolean => (atMs / MINUTE_MS) % BURST_EVERY_MINUTES === PARTNER_MINUTE;

interface Drawn {
  random: Random;
  fromMs: number;
  callsPerSecond: number;
  environment?: string;
}

function drawCalls({ random, fromMs, callsPerSecond, ...rest }: Drawn, visit: (random: Random) => Visit): PastCall[] {
  const shared = { spells: spellsAt(fromMs), retryAfter: null, ...rest };
  return Array.from({ length: poisson(random, (callsPerSecond * MINUTE_MS) / 1_000) }, () =>
    pastCall(random, { ...shared, visit: visit(random), atMs: fromMs + random() * MINUTE_MS }),
  );
}

/**
 * The calls that began in the minute from `fromMs` on, always the same. None is without: the uptime check asks in each, so
 * that a minute without a call is one that is missing.
 */
export function makeMinute(fromMs: number): PastCall[] {
  const random = seeded(fromMs / MINUTE_MS);
  const uptime = { visit: visitOf(random, UPTIME, status), atMs: fromMs + 5_000 + random() * 45_000 };
  const calls = [pastCall(random, { ...uptime, spells: [], retryAfter: null })];
  if (isPartnerMinute(fromMs)) calls.push(...partnerPolls(random, fromMs));
  return calls.concat(drawCalls({ random, fromMs, callsPerSecond: callsPerSecondAt(fromMs) }, shopVisit));
}

/** The calls of the staging environment in that minute; in most there are none. */
export function makeStagingMinute(fromMs: number): PastCall[] {
  const random = seeded((fromMs / MINUTE_MS) ^ STAGING_SEED);
  const callsPerSecond = stagingCallsPerSecondAt(fromMs);
  return drawCalls({ random, fromMs, callsPerSecond, environment: STAGING }, stagingVisit);
}
