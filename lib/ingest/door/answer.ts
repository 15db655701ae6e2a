import { randomUUID } from 'node:crypto';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { AppError, type ErrorBody } from '../../shared';
import { Refusal } from '../pipeline/refusal';

export interface ErrorLog {
  error(facts: object, message: string): void;
}

/** A body as it goes out. */
export interface Content {
  type: string;
  body: string | Buffer;
}

interface Answer {
  status: number;
  content: Content;
  headers?: OutgoingHttpHeaders;
}

/** What a client may still send after it was refused, twice the largest body; then the connection is cut. */
const DRAIN_BYTES = 40 << 20;
const DRAIN_MS = 2_000;
/** A body that announces no more is read to its end, and the connection goes on: a client that is refused often opens none anew. */
const KEEP_BYTES = 64 << 10;

/** Will the rest of the body be here soon? Of one that announces no length nobody knows. */
function endsSoon(request: IncomingMessage): boolean {
  const announced = Number(request.headers['content-length'] ?? Number.NaN);
  return request.readableEnded || announced <= KEEP_BYTES;
}

export function send(response: ServerResponse, { status, content, headers = {} }: Answer): void {
  response.writeHead(status, {
    'content-type': content.type,
    'content-length': Buffer.byteLength(content.body),
    'cache-control': 'no-store',
    ...headers,
  });
  response.end(content.body);
}

export const json = (body: unknown): Content => ({
  type: 'application/json',
  body: JSON.stringify(body),
});

/** Reads the rest of a refused body for a while: a connection that is cut at once loses the answer on its way. */
function drain(request: IncomingMessage): void {
  if (request.readableEnded || request.destroyed) return;
  let bytes = 0;
  const timer = setTimeout(() => request.destroy(), DRAIN_MS);
  timer.unref();
  request.on('error', () => undefined); // the client has left: all the better
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > DRAIN_BYTES) request.destroy();
  });
  request.once('close', () => clearTimeout(timer));
  request.once('end', () => clearTimeout(timer));
}

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  log: ErrorLog;
  /** How the protocol of the door writes errors; the API's own way unless given. */
  write?: (error: AppError) => Content;
}

/** What the server gave the request, see lib/http; the answer carries it. */
function requestIdOf(response: ServerResponse): string {
  const given = response.getHeader('x-request-id');
  return typeof given === 'string' ? given : randomUUID();
}

/** Maps an error to its answer; an unknown one is logged with the request id and opaque outside. */
export function sendError({ request, response, log, write }: Exchange, thrown: unknown): void {
  const requestId = requestIdOf(response);
  const cause = thrown instanceof Refusal ? thrown.error : thrown;
  const error = cause instanceof AppError ? cause : new AppError('internal', 'something went wrong on our side');
  if (error !== cause) log.error({ err: thrown, requestId }, 'ingest failed');
  const body: ErrorBody = { error: { code: error.code, message: error.message, requestId } };
  const { retryAfterSeconds } = error.details;
  drain(request);
  const headers: OutgoingHttpHeaders = { ...(thrown instanceof Refusal && thrown.headers), 'x-request-id': requestId };
  if (retryAfterSeconds !== undefined) headers['retry-after'] = String(retryAfterSeconds);
  if (error.status === 401) headers['www-authenticate'] = 'Bearer';
  if (!endsSoon(request)) headers.connection = 'close';
  send(response, { status: error.status, content: write ? write(error) : json(body), headers });
}
