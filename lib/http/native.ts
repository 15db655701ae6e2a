import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Cidr } from '../shared';
import { describeError } from './answer/error-answer';
import { API_CSP, securityHeaders } from './answer/security-headers';
import { CLIENT_ADDRESS_HEADER, clientAddress } from './request/client-address';
import { ANSWER_ID_HEADER, REQUEST_ID_HEADER, requestIdOf } from './request/request-id';

/**
 * First thing for every request of the server: sets the id and the security headers of the answer, and on the request the
 * headers with that id and with the client's address, which Next's routes read. Gives the address.
 */
export function prepareNative(
  req: IncomingMessage,
  res: ServerResponse,
  { url, trusted }: { url: string; trusted: readonly Cidr[] },
): string | null {
  for (const [name, value] of Object.entries(securityHeaders({ url }))) res.setHeader(name, value);
  const requestId = randomUUID();
  res.setHeader(ANSWER_ID_HEADER, requestId);
  req.headers[REQUEST_ID_HEADER] = requestId;
  const forwarded = req.headers['x-forwarded-for'];
  const forwardedFor = Array.isArray(forwarded) ? forwarded.join(',') : forwarded;
  const address = clientAddress({ peer: req.socket.remoteAddress, forwardedFor, trusted });
  delete req.headers[CLIENT_ADDRESS_HEADER];
  if (address !== null) req.headers[CLIENT_ADDRESS_HEADER] = address;
  return address;
}

export interface NativeAnswer {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

/** A JSON answer of a machine path, which no cache keeps. */
export function sendNative(res: ServerResponse, { status, body, headers = {} }: NativeAnswer): void {
  const text = JSON.stringify(body);
  res.writeHead(status, {
    'cache-control': 'no-store',
    'content-security-policy': API_CSP,
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    [ANSWER_ID_HEADER]: requestIdOf(res),
    ...headers,
  });
  res.end(text);
}

/** The answer to a machine request that threw; the same shape as that of `route()`. */
export function sendNativeError(res: ServerResponse, error: unknown, log: Logger): void {
  sendNative(res, describeError(error, { requestId: requestIdOf(res), log }));
}
