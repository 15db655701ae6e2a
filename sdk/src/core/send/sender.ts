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
const MAX_REPLY_BYTES = 2 * 1024 * 1024;

function collect(response: http.IncomingMessage, done: (reply: Reply) => void): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    chunks.push(chunk);
    if (bytes > MAX_REPLY_BYTES) response.destroy(new Error('the reply is too large'));
  });
  response.on('end', () => {
    done({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks).toString() });
  });
}

/** Sends over node:http(s), one kept-alive connection, sockets unref'ed so that the host can exit at any time. */
export function createSender(base: URL, timeoutMs = TIMEOUT_MS): Sender {
  const { request, Agent } = base.protocol === 'https:' ? https : http;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const root = base.href.replace(/[?#].*$/, '').replace(/\/*$/, '/');
  let held = false;
  let current: Socket | undefined;
  const apply = (): unknown => (held ? current?.ref() : current?.unref());
  return {
    send: ({ method, path, headers, body }) =>
      new Promise((resolve, reject) => {
        const outgoing = request(root + path, { method, agent, headers }, (response) => {
          response.on('error', reject);
          collect(response, resolve);
        });
        const timer = setTimeout(() => outgoing.destroy(new Error('timed out')), timeoutMs);
        timer.unref();
        outgoing.on('socket', (socket) => {
          current = socket;
          apply();
        });
        outgoing.on('error', reject);
        outgoing.on('close', () => {
          clearTimeout(timer);
          reject(new Error('the connection closed before the reply was complete'));
        });
        outgoing.end(body);
      }),
    hold(keepAlive) {
      held = keepAlive;
      apply();
    },
    close: () => agent.destroy(),
  };
}
