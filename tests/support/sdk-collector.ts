import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { gunzipSync } from 'node:zlib';
import type { ResponseAction, WireBatch } from '../../sdk/src/wire';

/** How the collector treats a batch. Config requests are answered well in every mode but the first two. */
export type Fault =
  'none' | 'refused' | 'blackHole' | 'reset' | 'garbage' | 'hugeReply' | 'slowDrip' | 'noHttp' | 'unavailable';

export interface Collector {
  url: string;
  batches: WireBatch[];
  /** Everything that was received, inflated, as text. */
  text(): string;
  actions: ResponseAction[];
  close(): Promise<void>;
}

async function inflate(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const body = Buffer.concat(chunks);
  return request.headers['content-encoding'] === 'gzip' ? gunzipSync(body).toString() : body.toString();
}

const endless = (response: ServerResponse, everyMs: number): void => {
  response.writeHead(202);
  const timer = setInterval(() => response.write('{'), everyMs);
  response.on('close', () => clearInterval(timer));
};

const answers: Partial<Record<Fault, (request: IncomingMessage, response: ServerResponse) => void>> = {
  blackHole: () => undefined,
  noHttp: () => undefined,
  reset: (request) => void request.once('data', () => request.socket.resetAndDestroy()),
  garbage: (_request, response) => void response.end('<html>It works!</html>'),
  hugeReply: (_request, response) => void response.writeHead(202).end(Buffer.alloc(10 * 1024 * 1024, 'x')),
  slowDrip: (_request, response) => endless(response, 50),
  unavailable: (_request, response) => void response.writeHead(503, { 'retry-after': '1' }).end(),
};

/** A server that takes batches as Callwatch does, or fails in one of the ways that networks fail. */
export async function startCollector(fault: Fault = 'none'): Promise<Collector> {
  const received: string[] = [];
  const sockets = new Set<Socket>();
  const accept = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const text = await inflate(request);
    received.push(JSON.stringify(request.headers), text);
    const batch: WireBatch = JSON.parse(text);
    collector.batches.push(batch);
    response.writeHead(202).end(JSON.stringify({ accepted: batch.calls.status.length, rejected: [] }));
  };
  const server: Server = createServer((request, response) => {
    if (request.method === 'GET' && fault !== 'blackHole') {
      const { actions } = collector;
      const limits = { maxCallsPerBatch: 10_000, maxBodyBytes: 10_000_000 };
      response.end(JSON.stringify({ accountKey: Buffer.alloc(32, 7).toString('base64'), actions, limits }));
      return;
    }
    const fail = answers[fault];
    if (fail === undefined) void accept(request, response);
    else fail(request, response);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    if (fault === 'noHttp') socket.write('\u0016\u0003\u0001 this is not HTTP\r\n\r\n');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  };
  const port = typeof address === 'object' ? address?.port : 0;
  const collector: Collector = {
    url: `http://127.0.0.1:${port}`,
    batches: [],
    text: () => received.join('\n'),
    actions: [],
    close,
  };
  if (fault === 'refused') await close();
  return collector;
}
