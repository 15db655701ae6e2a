import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { gunzipSync } from 'node:zlib';

export interface Sink {
  url: string;
  /** Bytes of all bodies so far. */
  bytes(): number;
  close(): void;
}

const CONFIG = JSON.stringify({
  accountKey: Buffer.alloc(32, 7).toString('base64'),
  actions: [],
  limits: { maxCallsPerBatch: 10_000, maxBodyBytes: 10_000_000 },
});

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

function answer({ method, url = '' }: IncomingMessage, body: Buffer, response: ServerResponse): void {
  if (url.endsWith('/api/v1/sdk/config')) return void response.end(CONFIG);
  if (method !== 'POST' || !url.endsWith('/api/v1/calls')) return void response.end('{}');
  const batch: unknown = JSON.parse(gunzipSync(body).toString());
  response.writeHead(202).end(JSON.stringify({ accepted: Object(batch).calls.status.length, rejected: [] }));
}

/** A server on loopback that takes what any of the libraries sends, and counts its bytes. */
export async function openSink(): Promise<Sink> {
  let bytes = 0;
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      bytes += body.length;
      answer(request, body, response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    bytes: () => bytes,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
