import { drawOutcome, logNormal, type Random } from '../random';
import type { Visit } from '../traffic/visit';
import type { Spell } from './spells';

/** One call of the past, as the SDK would have seen it. */
export interface PastCall {
  /** Null: that of the key, production. */
  environment: string | null;
  startedAtMs: number;
  method: string;
  /** Null: none of the shop's. */
  route: string | null;
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
  /** -1 for none. */
  retryAfter: number;
}

interface Circumstances {
  visit: Visit;
  atMs: number;
  /** What goes wrong in the shop at that time. */
  spells: readonly Spell[];
  /** Seconds, when the limiter refuses the call. */
  retryAfter: number | null;
  environment?: string;
}

interface Outcome {
  status: number;
  medianMs: number;
  spread: number;
  /** Of a successful answer, and of the request. */
  responseBytes: number;
  requestBytes: number;
}

const TIMED_OUT_MS = 3_000;
const REFUSED = { spread: 0.3, responseBytes: 52, requestBytes: 0 };

function outcomeOf(random: Random, { visit: { endpoint, signIn }, spells, retryAfter }: Circumstances): Outcome {
  if (!endpoint) return { ...REFUSED, status: 404, medianMs: 0.6 };
  if (retryAfter !== null) return { ...REFUSED, status: 429, medianMs: 0.4 };
  if (!('failures' in endpoint)) return { ...endpoint, status: signIn?.right === false ? 401 : 200 };
  const spell = spells.find(({ route }) => route === endpoint.route);
  const failure = drawOutcome(random, spell ? [spell.failure, ...endpoint.failures] : endpoint.failures);
  const medianMs = endpoint.medianMs * (spell?.slower ?? 1);
  if (failure === null) return { ...endpoint, medianMs };
  return { ...endpoint, status: failure, medianMs: failure === 504 ? TIMED_OUT_MS : medianMs / 2 };
}

const bytesOf = (random: Random, status: number, bytes: number): number =>
  status === 304 || status === 204
    ? 0
    : Math.round(status < 400 ? bytes * (0.6 + 0.8 * random()) : REFUSED.responseBytes);

/** What the shop would have answered. */
export function pastCall(random: Random, circumstances: Circumstances): PastCall {
  const { visit, atMs, retryAfter } = circumstances;
  const outcome = outcomeOf(random, circumstances);
  const { status, medianMs, spread } = outcome;
  const route = visit.endpoint?.route ?? null;
  const query = visit.path.indexOf('?');
  const path = query < 0 ? visit.path : visit.path.slice(0, query);
  return {
    environment: circumstances.environment ?? null,
    startedAtMs: Math.floor(atMs),
    method: visit.method,
    route,
    path: path === route ? null : path,
    status,
    durationUs: Math.round(1_000 * logNormal(random, medianMs, spread)),
    requestBytes: outcome.requestBytes,
    responseBytes: bytesOf(random, status, outcome.responseBytes),
    caller: visit.caller,
    consumer: visit.consumer,
    userAgent: visit.userAgent,
    account: visit.signIn?.email ?? null,
    login: visit.signIn ? (visit.signIn.right ? 1 : 2) : 0,
    retryAfter: retryAfter ?? -1,
  };
}
