import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { collectDefaultMetrics, type Registry } from 'prom-client';
import type { Env } from '../lib/env';
import {
  answerMethod,
  createHttpMetrics,
  createPrepare,
  doorOf,
  followRequest,
  registerInstance,
  registerPools,
  sendHealth,
  sendMetrics,
  sendReadiness,
} from '../lib/http/machine';
import type { Storage } from '../lib/storage';
import { describePasses, troubleOf } from './passes';
import type { LoopCount } from './run-loops';
import { registerLoops } from './metrics';

/** Behind the ports that the demo takes beside PORT. */
const NEAR = 10;
const READING = ['GET', 'HEAD'];

/** The port that was asked for cannot be had; the message is one line that names the setting. */
export class PortError extends Error {
  override readonly name = 'PortError';
}

interface Deps {
  storage: Storage;
  log: Logger;
  now(): Date;
  counts(): LoopCount[];
  /** Where its figures are told; what else the worker counts is told there too. */
  registry: Registry;
}

function listenOn(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** The port that is set, and none else; without one, a port near PORT or wherever there is room. */
async function open(server: Server, { host, port, workerPort }: Env): Promise<string> {
  const near = port === 0 || port + NEAR > 65_535 ? 0 : port + NEAR;
  try {
    await listenOn(server, host, workerPort ?? near);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    if (workerPort !== null) throw new PortError(`CALLWATCH_WORKER_PORT: ${why}`);
    await listenOn(server, host, 0);
  }
  const address = server.address();
  const shown = host.includes(':') ? `[${host}]` : host;
  return `http://${shown}:${typeof address === 'object' ? address?.port : port}`;
}

function doorsOf({ storage, log, now, counts, registry }: Deps) {
  const readiness = { storage, trouble: () => troubleOf(counts(), performance.now()) };
  const facts = (): object => describePasses(counts(), performance.now());
  return new Map<string, (req: IncomingMessage, res: ServerResponse) => Promise<void> | void>([
    ['/healthz', (_, res) => sendHealth(res)],
    ['/readyz', (_, res) => sendReadiness(res, { ...readiness, facts })],
    ['/metrics', (req, res) => sendMetrics(req, res, { runtime: { storage, log, now }, registry })],
  ]);
}

/** Opens the doors through which a worker tells how it is. Throws PortError. */
export async function openDoors(env: Env, deps: Deps): Promise<{ url: string; close(): Promise<void> }> {
  const { registry, storage, log } = deps;
  collectDefaultMetrics({ register: registry });
  registerLoops(registry, deps.counts);
  registerPools(registry, { general: storage }); // first: the read of the next needs a connection itself
  registerInstance(registry, storage);
  const count = createHttpMetrics(registry);
  const doors = doorsOf(deps);
  const prepare = createPrepare({ url: env.url, trusted: [] });
  const server = createServer((req, res) => {
    prepare(req, res);
    const path = (req.url ?? '/').split('?', 1)[0] ?? '/';
    followRequest(req, res, { door: doorOf(path), log, count });
    const door = doors.get(path);
    if (answerMethod(req, res, { verbs: door ? READING : [], log })) return;
    Promise.resolve(door?.(req, res)).catch((error: unknown) => {
      log.error({ err: error }, 'a request failed');
      res.destroy();
    });
  });
  const url = await open(server, env);
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url, close };
}
