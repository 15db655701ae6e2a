import * as http from 'node:http';
import * as https from 'node:https';
import type { Socket } from 'node:net';

export interface Outgoing {
  method: 'GET' | 'POST';
  /** Below the base URL, without a leading slash. */
  path: string;
  headers: Record<string, string>;
  body?: Buffer;
}

export interface Reply {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: string;
}

export interface Sender {
  /** Rejects when there is no complete answer: network, time-out after 10 s, more than 2 MiB. Never follows redirects. */
  send(request: Outgoing): Promise<Reply>;
  /** Whether the request in flight may keep the process alive. */
  hold(keepAlive: boolean): void;
  close(): void;
}

const TIMEOUT_MS = 10_000;
/** A 202 that rejects each of 10,000 calls takes about 1 MiB. */
const MAX_REPLY_LENGTH = 2 * 1024 * 1024;

/** Sends over node:http(s), one kept-alive connection, sockets unref'ed so that the host can exit at any time. */
export function createSender(base: URL): Sender {
  const { request, Agent } = base.protocol === 'https:' ? https : http;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const root = base.href.replace(/\/*([?#].*)?$/, '/');
  let held = false;
  let current: Socket | undefined;
  const hold = (keepAlive = held): void => {
    held = keepAlive;
    current?.[held ? 'ref' : 'unref']();
  };
  return {
    hold,
    close: () => agent.destroy(),
    send: ({ path, body, ...options }) =>
      new Promise((resolve, reject) => {
        const outgoing = request(root + path, { ...options, agent }, (response) => {
          const { statusCode: status = 0, headers } = response;
          let text = '';
          response
            .setEncoding('utf8')
            .on('data', (chunk) => {
              text += chunk;
              if (text.length > MAX_REPLY_LENGTH) end();
            })
            .on('end', () => resolve({ status, headers, body: text }));
        });
        const end = (): unknown => outgoing.destroy();
        const timer = setTimeout(end, TIMEOUT_MS).unref();
        outgoing
          .on('error', reject)
          .on('close', () => {
            clearTimeout(timer);
            reject(new Error('no complete answer'));
          })
          .on('socket', (socket) => {
            current = socket;
            hold();
          })
          .end(body);
      }),
  };
}
