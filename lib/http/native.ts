import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Cidr } from '../shared';
import { describeError } from './answer/error-answer';
import { API_CSP, securityHeaders } from './answer/security-headers';
import { CLIENT_ADDRESS_HEADER, clientAddress } from './request/client-address';
import { ANSWER_ID_HEADER, REQUEST_ID_HEADER, requestIdOf } from './request/request-id';

interface Place {
  /** Public base URL. */
  url: string;
  /** Proxies that are believed. */
  trusted: readonly Cidr[];
}

/**
 * Makes the first thing for every request of a server: sets the id and the security headers of the answer, and on the request
 * the headers with that id and with the client's address, which Next's routes read.
 */
export function createPrepare({ url, trusted }: Place): (req: IncomingMessage, res: ServerResponse) => void {
  const always = Object.entries(securityHeaders({ url }));
  return (req, res) => {
    for (const [name, value] of always) res.setHeader(name, value);
    const requestId = randomUUID();
    res.setHeader(ANSWER_ID_HEADER, requestId);
    const { headers, socket } = req;
    headers[REQUEST_ID_HEADER] = requestId;
    const forwarded = headers['x-forwarded-for'];
    const forwardedFor = Array.isArray(forwarded) ? forwarded.join(',') : forwarded;
    const address = clientAddress({ peer: socket.remoteAddress, forwardedFor, trusted });
    delete headers[CLIENT_ADDRESS_HEADER];
    if (address !== null) headers[CLIENT_ADDRESS_HEADER] = address;
  };
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
