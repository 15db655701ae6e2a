import type { IncomingMessage } from 'node:http';
import { LOGIN, MARK } from '../../wire';
import type { Attempt, Call } from '../call';
import type { Transport } from '../send/transport';
import { guarded, nameFrom } from '../guarded';
import { pathOf } from '../redact/path';
import { parseRetryAfter } from '../send/reply';
import { accountOf, accountText, isLogin, outcomeOf } from './login';

/** What is read of a response of Node, and all that is done to it. */
export interface Answer {
  statusCode: number;
  readonly headersSent: boolean;
  readonly writableFinished: boolean;
  getHeader(name: string): unknown;
  /** The head as it was written: `getHeader` does not know what went straight into `writeHead`. */
  readonly _header?: string | null;
  setHeader(name: string, value: number): unknown;
  on(event: 'close', listener: () => void): unknown;
  end(): unknown;
}

/** A request as a framework gives it to its handlers. */
export type Given = object & { body?: unknown };

/** One call as an adapter translates it. */
export interface Exchange<Request extends Given = Given> {
  request: IncomingMessage;
  response: Answer;
  /** For callbacks of the host. */
  given: Request;
  /** The target as the client sent it, where a mount or a middleware may have changed that of `request`. */
  url?: string | undefined;
  /** The template of the matched route with every mount point, once the call is over; undefined for none. */
  routeOf(path: string): unknown;
  /** The framework knows no routes: the server makes one of the path. */
  unrouted?: boolean;
}

/** A call that is being served, with what the host notes about it. */
export interface Seen<Request extends Given = Given> extends Exchange<Request> {
  url: string;
  transport: Transport;
  startedAtMs: number;
  startedNs: bigint;
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

type Login = Pick<Call, 'login' | 'account'>;

/** The login column and the account of a call. A call that Callwatch itself refused is never evidence. */
function loginOf({ attempt, marks, request, given, unrouted }: Seen, status: number, path: string): Login {
  if ((marks & MARK.enforced) === 0) {
    if (attempt) {
      const { account, outcome } = attempt;
      const told = outcome === 'success' ? LOGIN.success : outcome === 'failure' ? LOGIN.failure : LOGIN.unknown;
      const guess = marks & MARK.passwordReset ? LOGIN.none : outcomeOf(status, path);
      return { login: outcome ? told : guess, account: accountText(account) };
    }
    const isMissing = unrouted && (status === 404 || status === 405);
    if (request.method === 'POST' && !isMissing && guarded(() => isLogin(path, given.body))) {
      return { login: outcomeOf(status, path), account: guarded(() => accountOf(given.body)) };
    }
  }
  return { login: LOGIN.none, account: undefined };
}

/** What is known of a call once its answer is finished or its client has gone. */
export function callOf(seen: Seen, consumer: string | undefined): Call {
  const { request, response, startedAtMs, startedNs, url, unrouted } = seen;
  const { headers, method = 'GET' } = request;
  const durationUs = Math.round(Number(process.hrtime.bigint() - startedNs) / 1000);
  const target = pathOf(url);
  const route = nameFrom(() => seen.routeOf(target));
  // 499 as proxies write it: the client left before there was an answer.
  const status = response.headersSent ? response.statusCode : 499;
  const isStream = status === 101 || String(headerOf(seen, 'content-type')).startsWith('text/event-stream');
  const { login, account } = loginOf(seen, status, route ?? (unrouted ? target : ''));
  return {
    startedAtMs,
    durationUs,
    method,
    route,
    status,
    path: url,
    requestBytes: headers['transfer-encoding'] ? -1 : lengthOf(headers['content-length'] ?? 0),
    responseBytes: responseBytesOf(seen),
    caller: seen.caller,
    consumer,
    userAgent: headers['user-agent'],
    account,
    trace: traceOf(headers.traceparent),
    error: seen.error,
    login,
    marks: seen.marks | (response.writableFinished ? 0 : MARK.aborted) | (isStream ? MARK.streaming : 0),
    retryAfter: status < 300 ? -1 : parseRetryAfter(headerOf(seen, 'retry-after'), startedAtMs),
  };
}
