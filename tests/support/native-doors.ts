import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Registry } from 'prom-client';
import {
  createLiveDoor,
  createPrepare,
  createTailDoor,
  EventStreams,
  LiveHub,
  openNativeDoors,
  sendHealth,
  sendMetrics,
  sendReadiness,
  type NativeHandlers,
} from '../../lib/http';
import { CallFollower } from '../../lib/explorer';
import {
  createCallsDoor,
  createConfigDoor,
  createIngest,
  createIngestMetrics,
  createTracesDoor,
} from '../../lib/ingest';
import type { TestApp } from './test-app';

function openIngest({ runtime: { storage, env } }: TestApp, registry: Registry) {
  const observer = createIngestMetrics(registry);
  return createIngest({ storage, secret: env.secret, observer, nowMs: Date.now, warn: () => undefined });
}

/** What the server answers itself, on the database of a test app; without Next. */
export async function serveNativeDoors(app: TestApp): Promise<{ url: string; close(): Promise<void> }> {
  const { runtime } = app;
  const { log, storage } = runtime;
  const registry = new Registry();
  const ingest = openIngest(app, registry);
  const streams = new EventStreams((err) => log.error({ err }));
  const hub = new LiveHub(streams);
  const source = new CallFollower({ storage, now: runtime.now, onError: (err) => log.error({ err }) });
  const handlers: NativeHandlers = {
    '/healthz': (_, res) => sendHealth(res),
    '/readyz': (_, res) => sendReadiness(res, { storage, trouble: () => ingest.trouble() }),
    '/metrics': (req, res) => sendMetrics(req, res, { runtime, registry }),
    '/api/v1/calls': createCallsDoor(ingest, log),
    '/api/otlp/v1/traces': createTracesDoor(ingest, log),
    '/api/v1/sdk/config': createConfigDoor(ingest, log),
    '/api/v1/projects/[projectId]/live': createLiveDoor({ runtime, hub }),
    '/api/v1/projects/[projectId]/live/calls': createTailDoor({ runtime, streams, source }),
  };
  const prepare = createPrepare({ url: runtime.env.url, trusted: [] });
  const find = openNativeDoors(handlers, new Set(['web', 'ingest']));
  const server = createServer((req, res) => {
    prepare(req, res);
    const door = find((req.url ?? '').split('?', 1)[0] ?? '');
    if (door) void door.handle(req, res);
    else res.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      streams.close();
      source.close();
      server.closeAllConnections();
      server.close();
      await ingest.close();
    },
  };
}
