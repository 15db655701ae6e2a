import { request as requestHttp } from 'node:http';
import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Cidr } from '../../shared';
import { mayConnect } from './address-rules';
import { literalAddress } from './check-target';
import { guardedLookup, RefusedAddressError } from './guarded-lookup';
import type { Resolve } from './resolve';

const ANSWER_BYTES = 1_024;

export interface PostInput {
  url: URL;
  headers: OutgoingHttpHeaders;
  body: string;
  allow: readonly Cidr[];
  resolve: Resolve;
  timeoutMs: number;
}

export interface PostAnswer {
  status: number;
  retryAfter: string | null;
  /** First kilobyte of the body. */
  text: string;
}

/** The status counts once the head is here; a body that breaks off or stalls is kept as far as it came. */
async function readAnswer(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response) {
      const bytes = Buffer.from(chunk);
      chunks.push(bytes);
      size += bytes.length;
      if (size >= ANSWER_BYTES) break;
    }
  } catch {
    // what came is kept
  }
  response.destroy();
  return Buffer.concat(chunks).subarray(0, ANSWER_BYTES).toString('utf8');
}

/**
 * One POST on a connection of its own. Redirects are not followed. Rejects when nothing answered in time, or with
 * RefusedAddressError before a connection is made.
 */
export async function post({ url, headers, body, allow, resolve, timeoutMs }: PostInput): Promise<PostAnswer> {
  const literal = literalAddress(url);
  // Node does not ask `lookup` for literal addresses.
  if (literal && !mayConnect(literal, allow)) throw new RefusedAddressError();
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  const signal = AbortSignal.timeout(timeoutMs);
  return new Promise((answer, fail) => {
    const request = send(url, {
      method: 'POST',
      agent: false,
      lookup: guardedLookup(resolve, allow),
      signal,
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    });
    let hasHead = false;
    request.on('error', (error) => {
      if (hasHead) return; // readAnswer ends with what came of the body
      fail(signal.aborted ? new Error(`no answer within ${timeoutMs / 1_000} s`, { cause: error }) : error);
    });
    request.on('response', (response) => {
      hasHead = true;
      const status = response.statusCode ?? 0;
      const retryAfter = response.headers['retry-after'] ?? null;
      void readAnswer(response).then((text) => answer({ status, retryAfter, text }));
    });
    request.end(body);
  });
}
