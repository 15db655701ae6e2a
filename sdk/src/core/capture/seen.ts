import type { IncomingMessage } from 'node:http';
import { contentTypeOf, LOGIN, MARK } from '../../wire';
import type { Attempt, Call } from '../call';
import { guarded, nameFrom } from '../guarded';
import { pathOf } from '../path-of';
import { parseRetryAfter } from '../retry-after';
import type { Spool } from '../spool';
import type { Answer, Framework, Given } from './host';
import { accountOf, accountText, isLogin, outcomeOf } from './login';

/** A call that is being served, with what the host notes about it. */
export interface Seen<Request extends Given = Given> {
  request: IncomingMessage;
  response: Answer;
  /** For callbacks of the host. */
  given: Request;
  framework: Framework<Request>;
  url: string;
  spool: Spool;
  /** By the monotonic clock. */
  startMs: number;
  caller: string | undefined;
  writtenBefore: number;
  attempt: Attempt | undefined;
  error: string | undefined;
  marks: number;
}

function traceOf(header: string | string[] | undefined): string | undefined {
  return header ? /^[\da-f]{2}-(?!0{32})([\da-f]{32})-/.exec(String(header))?.[1] : undefined;
}

function lengthOf(value: unknown): number {
  const length = Number(value);
  return Number.isSafeInteger(length) && length >= 0 ? length : -1;
}

const headerOf = ({ response }: Seen, name: string): unknown =>
  response.getHeader(name) ?? RegExp(`\n${name}: (.+)`, 'i').exec(response._header ?? '')?.[1];

/** Content-Length when there is one, else what went through the socket, chunk framing and headers included. */
function responseBytesOf(seen: Seen): number {
  const { request, response, writtenBefore } = seen;
  if (request.method === 'HEAD' || response.statusCode === 204 || response.statusCode === 304) return 0;
  const declared = lengthOf(headerOf(seen, 'content-length'));
  if (declared >= 0 && response.writableFinished) return declared;
  return Math.max(0, request.socket.bytesWritten - writtenBefore);
}

/** The monotonic clock was set against the wall clock at this time, and what to add to it since. */
let syncedAtMs = -Infinity;
let offsetMs = 0;

/** Epoch milliseconds of a monotonic time: reading a second clock on each call costs up to 2.5 µs on a virtual machine. */
function epochMs(startMs: number, nowMs: number): number {
  if (nowMs - syncedAtMs > 1000) {
    syncedAtMs = nowMs;
    offsetMs = Date.now() - nowMs;
  }
  return Math.round(offsetMs + startMs);
}

type Login = Pick<Call, 'login' | 'account'>;

const isMissing = (status: number): boolean => status === 404 || status === 405;

/** Whether the path is to stand for a route that nobody looked for. */
const isUnrouted = ({ framework, marks }: Seen, route: string | undefined, status: number): boolean =>
  framework.unrouted === true ||
  (framework.routesLate === true &&
    route === undefined &&
    status >= 400 &&
    !isMissing(status) &&
    (marks & MARK.enforced) === 0);

/** The login column and the account of a call. A call that Callwatch itself refused is never evidence. */
function loginOf({ attempt, marks, request, given, framework }: Seen, status: number, path: string): Login {
  if ((marks & MARK.enforced) === 0) {
    if (attempt) {
      const { account, outcome } = attempt;
      const told = outcome === 'success' ? LOGIN.success : outcome === 'failure' ? LOGIN.failure : LOGIN.unknown;
      const guess = marks & MARK.passwordReset ? LOGIN.none : outcomeOf(status, path);
      return { login: outcome ? told : guess, account: accountText(account) };
    }
    const isNone = framework.unrouted && isMissing(status);
    if (request.method === 'POST' && !isNone && guarded(() => isLogin(path, given.body))) {
      return { login: outcomeOf(status, path), account: guarded(() => accountOf(given.body)) };
    }
  }
  return { login: LOGIN.none, account: undefined };
}

/** What is known of a call once its answer is finished or its client has gone. */
export function callOf(seen: Seen, consumer: string | undefined): Call {
  const { request, response, startMs, given, framework, url, caller, error } = seen;
  const { headers, method = 'GET' } = request;
  const nowMs = performance.now();
  const startedAtMs = epochMs(startMs, nowMs);
  const path = pathOf(url);
  const route = nameFrom(() => framework.routeOf(given, path));
  // 499 as proxies write it: the client left before there was an answer.
  const status = response.headersSent ? response.statusCode : 499;
  const isStream = status === 101 || String(headerOf(seen, 'content-type')).startsWith('text/event-stream');
  const unrouted = isUnrouted(seen, route, status);
  const { login, account } = loginOf(seen, status, route ?? (unrouted ? path : ''));
  const marks = seen.marks | (unrouted ? MARK.unrouted : 0);
  return {
    startedAtMs,
    durationUs: Math.round((nowMs - startMs) * 1000),
    method,
    route,
    status,
    path: url,
    requestBytes: headers['transfer-encoding'] ? -1 : lengthOf(headers['content-length'] ?? 0),
    responseBytes: responseBytesOf(seen),
    caller,
    consumer,
    userAgent: headers['user-agent'],
    account,
    trace: traceOf(headers.traceparent),
    error,
    login,
    marks: marks | (response.writableFinished ? 0 : MARK.aborted) | (isStream ? MARK.streaming : 0),
    contentType: contentTypeOf(headers['content-type']),
    retryAfter: status < 300 ? -1 : parseRetryAfter(headerOf(seen, 'retry-after'), startedAtMs),
  };
}
