import type { IncomingMessage, ServerResponse } from 'node:http';
import { LOGIN, MARK } from '../../wire';
import type { Attempt, Call } from '../call';
import type { Decision } from '../respond/table';
import { parseRetryAfter } from '../send/backoff';
import { accountOf, isLogin, outcomeOf } from './login';
import type { Observer } from './observer';

/** What only the framework knows; the adapter translates it. */
export interface Translation {
  /** The template of the matched route with every mount point, once the call is over; undefined for none. */
  route(): string | undefined;
  /** The target as the client sent it, whatever a mount or a middleware made of it since. */
  url: string;
  /** The parsed body, as far as it is parsed at that moment. */
  body(): unknown;
}

/** Notes that the host makes on a call while it is served. */
export interface Notes {
  attempt: Attempt | undefined;
  marks: number;
  error: string | undefined;
}

interface Exchange {
  request: Noted;
  response: ServerResponse;
}

const NOTES = Symbol('callwatch');
type Noted = IncomingMessage & { [NOTES]?: Notes[] };

/** Applies a change to the notes of a call in every instance that observes it; nothing when none does. */
export function note(request: Noted, change: Partial<Notes>): void {
  for (const notes of request[NOTES] ?? []) {
    Object.assign(notes, change, { marks: notes.marks | (change.marks ?? 0) });
  }
}

/** The class name of an error; `Error` when the name could carry anything else. */
export function errorName(error: unknown): string {
  const name: unknown = error instanceof Error ? error.constructor.name : undefined;
  return typeof name === 'string' && /^[A-Z][A-Za-z]{0,63}$/.test(name) ? name : 'Error';
}

function traceOf(header: string | string[] | undefined): string | undefined {
  const id = typeof header === 'string' ? /^[\da-f]{2}-([\da-f]{32})-/.exec(header)?.[1] : undefined;
  return id === undefined || /^0+$/.test(id) ? undefined : id;
}

const lengthOf = (value: unknown): number => (/^\d{1,15}$/.test(String(value)) ? Number(value) : -1);

function requestBytesOf({ headers }: IncomingMessage): number {
  return headers['transfer-encoding'] === undefined ? lengthOf(headers['content-length'] ?? 0) : -1;
}

/** Content-Length when there is one, else what went through the socket, chunk framing and headers included. */
function responseBytesOf({ request, response, writtenBefore }: Start): number {
  if (request.method === 'HEAD' || response.statusCode === 204 || response.statusCode === 304) return 0;
  const declared = lengthOf(response.getHeader('content-length'));
  if (declared >= 0 && response.writableFinished) return declared;
  return Math.max(0, request.socket.bytesWritten - writtenBefore);
}

function marksOf(response: ServerResponse): number {
  const type = String(response.getHeader('content-type') ?? '');
  return (response.writableFinished ? 0 : MARK.aborted) | (type.startsWith('text/event-stream') ? MARK.streaming : 0);
}

interface Seen {
  method: string;
  status: number;
  route: string | undefined;
}

const NO_LOGIN: Pick<Call, 'login' | 'account'> = { login: LOGIN.none, account: undefined };

/** The login column and the account of a call. A call that Callwatch itself refused is never evidence. */
function loginOf({ notes, translation }: Start, { method, status, route = '' }: Seen): Pick<Call, 'login' | 'account'> {
  const { attempt: told, marks } = notes;
  if ((told === undefined && method !== 'POST') || (marks & MARK.enforced) !== 0) return NO_LOGIN;
  if (told === undefined) {
    const body = attempt(translation.body);
    const isAttempt = attempt(() => isLogin(method, route, body)) === true;
    return isAttempt ? { login: outcomeOf(status, route), account: attempt(() => accountOf(body)) } : NO_LOGIN;
  }
  const { account, outcome } = told;
  if (outcome !== undefined) return { login: LOGIN[outcome] ?? LOGIN.unknown, account };
  return { login: (marks & MARK.passwordReset) === 0 ? outcomeOf(status, route) : LOGIN.none, account };
}

/** Callbacks and bodies of the host may throw (getters, proxies): then there is no value. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

const named = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

const SYNC_MS = 1000;
let syncedAtMs = Number.NEGATIVE_INFINITY;
let offsetMs = 0;

/** Epoch milliseconds of a monotonic time: reading two clocks on each call costs up to 0.7 µs more on a virtual machine. */
function epochMs(monotonicMs: number): number {
  if (monotonicMs - syncedAtMs > SYNC_MS) {
    syncedAtMs = monotonicMs;
    offsetMs = Date.now() - performance.now();
  }
  return Math.round(offsetMs + monotonicMs);
}

interface Start {
  request: Noted;
  response: ServerResponse;
  translation: Translation;
  notes: Notes;
  startedAtMs: number;
  startedMs: number;
  caller: string | undefined;
  writtenBefore: number;
}

function callOf(start: Start, consumer: string | undefined): Call {
  const { request, response, notes, startedAtMs } = start;
  const { headers, method = 'GET' } = request;
  const durationUs = Math.round((performance.now() - start.startedMs) * 1000);
  const route = start.translation.route();
  // 499 as proxies write it: the client left before there was an answer.
  const status = response.headersSent ? response.statusCode : 499;
  const { login, account } = loginOf(start, { method, status, route });
  return {
    startedAtMs,
    durationUs,
    method,
    route,
    status,
    url: start.translation.url,
    requestBytes: requestBytesOf(request),
    responseBytes: responseBytesOf(start),
    caller: start.caller,
    consumer,
    userAgent: headers['user-agent'],
    login,
    account,
    trace: traceOf(headers.traceparent),
    error: notes.error,
    marks: notes.marks | marksOf(response),
    retryAfter: parseRetryAfter(response.getHeader('retry-after'), startedAtMs),
  };
}

/**
 * Observes one call from now until its answer is finished or its client has gone, and asks the response actions: a decision
 * that is answered is for the adapter to carry out. What it adds to the response are two listeners.
 */
export function observe(
  observer: Observer,
  { request, response }: Exchange,
  translation: Translation,
): Decision | undefined {
  const { client, callerOf, consumerOf } = observer;
  const { headers, socket } = request;
  if (client.isOwn(headers.authorization)) return undefined;
  const startedMs = performance.now();
  const notes: Notes = { attempt: undefined, marks: 0, error: undefined };
  const start: Start = {
    request,
    response,
    translation,
    notes,
    startedAtMs: epochMs(startedMs),
    startedMs,
    caller: callerOf(socket.remoteAddress, headers['x-forwarded-for']),
    writtenBefore: socket.bytesWritten,
  };
  const consumer = (): string | undefined => named(attempt(() => consumerOf(request)));
  (request[NOTES] ??= []).push(notes);

  let open = true;
  const finish = (): void => {
    if (!open) return;
    open = false;
    try {
      client.record(callOf(start, consumer()));
    } catch {
      client.lose();
    }
  };
  response.on('finish', finish);
  response.on('close', finish);

  const decision = client.decide({
    caller: start.caller,
    consumer: client.watches('consumer') ? consumer() : undefined,
    account: client.watches('account') ? attempt(() => accountOf(translation.body())) : undefined,
  });
  if (decision === undefined) return undefined;
  notes.marks |= decision.dryRun ? MARK.dryRun : MARK.enforced;
  return decision.dryRun ? undefined : decision;
}
