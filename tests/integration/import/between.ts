import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { IngestWorld } from '../ingest/harness';

type Handler = (request: IncomingMessage, response: ServerResponse, post: number) => Promise<void>;

/** A server between the import and ingest. */
export async function between(handle: Handler): Promise<string> {
  let posts = 0;
  const server = createServer((request, response) => void handle(request, response, (posts += 1)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => server.close().closeAllConnections());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The server's own answer. */
export async function forward(world: IngestWorld, request: IncomingMessage): Promise<Response> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { host: _host, connection: _connection, ...headers } = request.headers;
  return fetch(world.url, { method: 'POST', headers: headers as Record<string, string>, body: Buffer.concat(chunks) });
}
