import { writeSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { createAuth } from './lib/auth';
import { EnvError, readEnv, type Env } from './lib/env';
import { CallFollower } from './lib/explorer';
import {
  answerMethod,
  API_CSP,
  CLIENT_ADDRESS_HEADER,
  createHttpMetrics,
  createLiveDoor,
  createLog,
  createPrepare,
  createTailDoor,
  diskOf,
  doorOf,
  EventStreams,
  followRequest,
  keepBeating,
  keepProcess,
  LiveHub,
  openNativeDoors,
  openPages,
  readVersion,
  registerInstance,
  registerPools,
  sendHealth,
  sendMetrics,
  sendNativeError,
  sendReadiness,
  setRuntime,
  type NativeHandlers,
  type Pools,
  type Runtime,
} from './lib/http';
import {
  createCallsDoor,
  createConfigDoor,
  createIngestMetrics,
  createTracesDoor,
  openIngest,
  type Ingest,
  type IngestMetrics,
} from './lib/ingest';
import { ensureSetupToken } from './lib/projects';
import { AppError, parseCidrs, type ProcessFigures } from './lib/shared';
import { connect, DatabaseNotReadyError, listen, openChecked, retention, stalled } from './lib/storage';
import type { Storage } from './lib/storage';

/** Of pages and the API, which are fewer beside ingest: its connections are its own, and no read, however slow, takes them. */
const CONNECTIONS = { alone: 12, besideIngest: 8, ingest: 5 };
const APPLICATION_NAME = stalled.APPLICATION_NAMES.server;
/** Streams and open requests may take this long; what is cut off then was not acknowledged. */
const STOP_MS = 1_800;
/** Slow senders are cut: a head must be complete after 10 s, a request after 30. */
const TIMEOUTS = { headersTimeout: 10_000, requestTimeout: 30_000, connectionsCheckingInterval: 2_000 };
const IDLE_CHECK_MS = 50;
const API_PATH = /^\/api(\/|$)/;
const KEEP_ALIVE_MS = 65_000; // longer than load balancers wait, so that they close first

class ListenError extends Error {
  override readonly name = 'ListenError';
}

const log = createLog('server');

/** Two pools where calls are taken, else one. */
async function openPools(env: Env): Promise<{ storage: Storage; intake: Storage }> {
  const takesCalls = env.roles.has('ingest');
  const options = {
    url: env.databaseUrl,
    applicationName: APPLICATION_NAME,
    onIdleError: (error: Error) => log.warn({ err: error }, 'an idle database connection was lost'),
  };
  const storage = await openChecked({ ...options, max: CONNECTIONS[takesCalls ? 'besideIngest' : 'alone'] });
  return { storage, intake: takesCalls ? connect({ ...options, max: CONNECTIONS.ingest }) : storage };
}

/** By the database's clock, as whatever is stored is. */
async function createRuntime(env: Env, storage: Storage): Promise<Runtime> {
  const clock = await retention.keepClock(storage, (error) => log.warn({ err: error }, 'the clock could not be set'));
  const auth = createAuth({
    storage,
    url: env.url,
    secret: env.secret,
    clientAddressHeader: CLIENT_ADDRESS_HEADER,
    onLog: (level, message) => log[level]({ from: 'better-auth' }, message),
  });
  return { env, storage, auth, log, version: readVersion(), now: () => new Date(clock.nowMs()) };
}

async function startIngest({ env }: Runtime, intake: Storage, observer: IngestMetrics): Promise<Ingest> {
  const ingest = await openIngest({
    storage: intake,
    secret: env.secret,
    observer,
    warn: (facts, message) => log.warn(facts, message),
  });
  observer.watch(() => ingest.queuedCalls());
  return ingest;
}

/** What the live streams of this process draw on. */
function openLive({ storage, now }: Runtime) {
  const onError = (error: unknown): void => log.warn({ err: error }, 'a live stream could not be served');
  const source = new CallFollower({ storage, now, onError });
  const streams = new EventStreams(onError);
  return { hub: new LiveHub(streams), streams, source };
}

interface Parts {
  runtime: Runtime;
  intake: Storage;
  ingest: Ingest;
  registry: Registry;
  live: ReturnType<typeof openLive>;
}

function nativeHandlers({ runtime, intake, ingest, registry, live }: Parts): NativeHandlers {
  const readiness = { storage: intake, trouble: () => ingest.trouble() };
  return {
    '/healthz': (_, res) => sendHealth(res),
    '/readyz': (_, res) => sendReadiness(res, readiness),
    '/metrics': (req, res) => sendMetrics(req, res, { runtime, registry }),
    '/api/v1/calls': createCallsDoor(ingest, log),
    '/api/otlp/v1/traces': createTracesDoor(ingest, log),
    '/api/v1/sdk/config': createConfigDoor(ingest, log),
    '/api/v1/projects/[projectId]/live': createLiveDoor({ runtime, hub: live.hub }),
    '/api/v1/projects/[projectId]/live/calls': createTailDoor({ runtime, ...live }),
  };
}

function sendNotFound(res: ServerResponse): void {
  sendNativeError(res, new AppError('not_found', 'this process does not serve pages'), log);
}

/** Announcements of all processes: hints for the streams, and what ingest must read again. */
function followChanges(env: Env, { runtime, ingest, live }: Pick<Parts, 'runtime' | 'ingest' | 'live'>) {
  const { now } = runtime;
  return listen({
    url: env.databaseDirectUrl,
    applicationName: `${APPLICATION_NAME}-listen`,
    onMessage: (message) => {
      if (message.topic === 'settings') ingest.forget(message.projectIds);
      if (message.topic === 'calls') live.source.hint(message.projectIds);
      live.hub.publish(message, now());
    },
    onReady() {
      ingest.forgetAll();
      live.hub.publishAll(now());
    },
    onError: (error) => log.warn({ err: error }, 'announcements are not heard'),
  });
}

/** What this process says of itself: the calls that it took since its last word, and the disk of the database. */
function figuresOf(env: Env, { metrics, ingest }: { metrics: IngestMetrics; ingest: Ingest }) {
  let last = { calls: 0, atMs: performance.now() };
  return async (): Promise<Partial<ProcessFigures>> => {
    const now = { calls: metrics.acceptedCalls(), atMs: performance.now() };
    const minutes = Math.max(1, now.atMs - last.atMs) / 60_000;
    const callsPerMinute = Math.round((now.calls - last.calls) / minutes);
    last = now;
    const own = env.roles.has('ingest') ? { ingest: { callsPerMinute, queuedCalls: ingest.queuedCalls() } } : {};
    return { ...own, ...(await diskOf(env.databaseDir)) };
  };
}

function openRegistry(pools: Pools): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  registerPools(registry, pools); // first: the read of the next needs a connection itself
  registerInstance(registry, pools.general);
  return registry;
}

/** Opens everything that answers requests. */
async function openDoors(env: Env, runtime: Runtime, intake: Storage) {
  const pools = { general: runtime.storage, ...(intake !== runtime.storage && { ingest: intake }) };
  const registry = openRegistry(pools);
  const count = createHttpMetrics(registry);
  const metrics = createIngestMetrics(registry);
  const ingest = await startIngest(runtime, intake, metrics);
  const live = openLive(runtime);
  const changes = followChanges(env, { runtime, ingest, live });
  const beating = env.roles.has('ingest')
    ? keepBeating(intake, (error) => log.warn({ err: error }, 'that calls are taken could not be said'))
    : null;
  const { version } = runtime;
  const kept = keepProcess({
    storage: intake,
    pools,
    log,
    roles: env.roles,
    version,
    figures: figuresOf(env, { metrics, ingest }),
  });
  const native = openNativeDoors(nativeHandlers({ runtime, intake, ingest, registry, live }), env.roles);
  const place = { dir: process.cwd(), hostname: env.host, port: env.port };
  const pages = env.roles.has('web') ? await openPages(place) : null;
  const prepare = createPrepare({ url: env.url, trusted: parseCidrs(env.trustedProxies).ranges });

  function handle(req: IncomingMessage, res: ServerResponse): Promise<void> | void {
    prepare(req, res);
    const path = (req.url ?? '/').split('?', 1)[0] ?? '/';
    followRequest(req, res, { door: doorOf(path), log, count });
    const own = native(path);
    if (!own && !pages) return sendNotFound(res);
    const verbs = own?.verbs ?? (API_PATH.test(path) ? pages?.methodsOf(path) : undefined);
    if (verbs && answerMethod(req, res, { verbs, log })) return;
    if (!own) return pages?.handle(req, res);
    res.setHeader('content-security-policy', API_CSP);
    return own.handle(req, res);
  }

  async function close(): Promise<void> {
    beating?.stop();
    await Promise.all([ingest.close(), changes.close(), pages?.close(), kept.end()]);
    await Promise.all([...new Set([runtime.storage, intake])].map((pool) => pool.close()));
  }
  function endStreams(): void {
    live.source.close();
    live.streams.close();
  }
  return { handle, endStreams, close };
}

function listenOn(server: Server, { host, port }: Env): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const inUse = error.code === 'EADDRINUSE';
      reject(new ListenError(inUse ? `port ${port} of ${host} is in use: set PORT to another` : error.message));
    });
    server.listen(port, host, resolve);
  });
}

/** Streams end first, then open requests are finished: their calls are stored before the answer goes out. */
function stopOn(server: Server, doors: { endStreams(): void; close(): Promise<void> }): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(0), STOP_MS).unref();
    doors.endStreams();
    server.close(() => {
      doors.close().then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, 'the server did not end in order');
          process.exit(1);
        },
      );
    });
    setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS).unref();
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.on(signal, stop);
}

function refuse(error: unknown): never {
  const known = [EnvError, DatabaseNotReadyError, ListenError].some((kind) => error instanceof kind);
  const message = error instanceof Error ? error.message : String(error);
  if (!known) log.fatal({ err: error }, 'the server does not start');
  writeSync(2, `callwatch: ${message.split('\n')[0]}\n`);
  process.exit(1);
}

async function main(): Promise<void> {
  const env = readEnv();
  log.level = env.logLevel;
  const { storage, intake } = await openPools(env);
  const runtime = await createRuntime(env, storage);
  setRuntime(runtime);
  const doors = await openDoors(env, runtime, intake);
  const server = createServer(TIMEOUTS, (req, res) => {
    Promise.resolve(doors.handle(req, res)).catch((error: unknown) => {
      log.error({ err: error }, 'a request failed');
      res.destroy();
    });
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  await listenOn(server, env);
  stopOn(server, doors);
  const token = env.roles.has('web') ? await ensureSetupToken(storage, runtime.now) : null;
  const setupUrl = token === null ? undefined : `${env.url}/setup?token=${token}`;
  if (process.send) process.send({ type: 'ready', url: env.url, setupUrl });
  else if (setupUrl) writeSync(1, `callwatch: set up: ${setupUrl}\n`); // no launcher tells
  log.info({ url: env.url, roles: [...env.roles] }, 'server ready');
}

main().catch(refuse);
