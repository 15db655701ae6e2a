import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { onTestFinished } from 'vitest';
import {
  createCallsDoor,
  createConfigDoor,
  createIngest,
  createTracesDoor,
  type IngestObserver,
} from '../../../lib/ingest';
import { bootstrap, type Bootstrapped } from '../../../lib/projects';
import { connect, sealSecret, type Storage } from '../../../lib/storage';
import type { WireAccepted, WireBatch } from '../../../sdk/src/wire';
import { createTestDatabase } from '../../support';

export const SECRET = 'a secret of the tests, long enough for all';

/** Everything that ingest counts, for tests to look at. */
export interface Counted {
  flushes: number[];
  refusals: unknown[];
  warnings: string[];
  signalsLost: number;
  rateRowsDropped: number;
  ignored: number;
}

export interface Answer {
  status: number;
  headers: Headers;
  body: WireAccepted & { error?: { code: string; message: string } };
}

export interface IngestWorld extends Bootstrapped {
  url: string;
  appUrl: string;
  storage: Storage;
  ingest: ReturnType<typeof createIngest>;
  counted: Counted;
  /** Milliseconds to add to the clock of the server. */
  clock: { aheadMs: number };
  post(body: unknown, headers?: Record<string, string>): Promise<Answer>;
  count(sql: string): Promise<number>;
}

export async function bootstrapProject(storage: Storage, project = 'Shop'): Promise<Bootstrapped> {
  return bootstrap(
    {
      storage,
      now: () => new Date(),
      seal: (bytes) => sealSecret(SECRET, bytes),
      hashPassword: () => Promise.resolve('no password: nobody signs in here'),
    },
    { email: 'owner@example.com', password: 'not used by these tests', organization: 'Org', project },
  );
}

function observerOf(counted: Counted): IngestObserver {
  return {
    answered: () => undefined,
    refused: (error) => counted.refusals.push(error),
    step: () => undefined,
    flushed: ({ calls }) => counted.flushes.push(calls),
    ignored: (spans) => (counted.ignored += spans),
    signalsLost: (count) => (counted.signalsLost += count),
    rateRowsDropped: (count) => (counted.rateRowsDropped += count),
  };
}

/** Ingest over HTTP on a database of the test's own, with one project and a key. Ends with the test. */
export async function startIngest({
  inFlightBytes,
  lockWaitMs,
}: { inFlightBytes?: number; lockWaitMs?: number } = {}): Promise<IngestWorld> {
  const database = await createTestDatabase();
  const storage = connect({
    url: database.appUrl,
    max: 8,
    applicationName: 'test-ingest',
    onIdleError: () => undefined,
  });
  const counted: Counted = { flushes: [], refusals: [], warnings: [], signalsLost: 0, rateRowsDropped: 0, ignored: 0 };
  const clock = { aheadMs: 0 };
  const ingest = createIngest({
    storage,
    secret: SECRET,
    observer: observerOf(counted),
    nowMs: () => Date.now() + clock.aheadMs,
    warn: (_, message) => counted.warnings.push(message),
    ...(inFlightBytes !== undefined && { inFlightBytes }),
    ...(lockWaitMs !== undefined && { lockWaitMs }),
  });
  const log = { error: (facts: object) => counted.refusals.push(facts) };
  const [calls, config] = [createCallsDoor(ingest, log), createConfigDoor(ingest, log)];
  const traces = createTracesDoor(ingest, log);
  const server = createServer((req, res) => {
    const door = req.url?.startsWith('/api/otlp/') ? traces : req.method === 'POST' ? calls : config;
    void door(req, res);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await ingest.close();
    await storage.close();
    await database.drop();
  });
  const made = await bootstrapProject(storage);
  await storage.query('update project set quota_per_minute = 100000000');
  const post = async (body: unknown, headers: Record<string, string> = {}): Promise<Answer> => {
    const sent = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
    const authorization = `Bearer ${made.ingestKey}`;
    const response = await fetch(url, {
      method: 'POST',
      headers: { authorization, ...headers },
      body: sent as BodyInit,
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as Answer['body'] };
  };
  const count = async (sql: string): Promise<number> =>
    Number(Object.values((await storage.query(sql)).rows[0] ?? {})[0]);
  return { ...made, url, appUrl: database.appUrl, storage, ingest, counted, clock, post, count };
}

/** Does the work while all that ingest remembers of the project is forgotten again and again. */
export async function whileForgetting({ ingest, projectId }: IngestWorld, work: () => Promise<void>): Promise<void> {
  let isDone = false;
  const forgetting = (async () => {
    while (!isDone) {
      ingest.forget([projectId]);
      await new Promise((resolve) => setImmediate(resolve));
    }
  })();
  await work().finally(() => (isDone = true));
  await forgetting;
}

export const GZIP = { 'content-encoding': 'gzip' };
export const gzip = (value: unknown): Buffer => gzipSync(JSON.stringify(value));
export const newBatchId = (): string => randomBytes(16).toString('hex');

/** A good row, changed as the test wants. */
export const row = (changes: object = {}): Record<string, unknown> => ({
  finishedAt: Date.now() - 1_000,
  method: 'GET',
  route: '/things/:id',
  status: 200,
  durationMs: 12.5,
  ip: '192.0.2.7',
  consumer: 'acme',
  ...changes,
});

/** A good columnar batch of `calls` calls. */
export function wireBatch(calls: number, changes: Partial<WireBatch> = {}): WireBatch {
  const fill = <T>(value: T): T[] => Array.from({ length: calls }, () => value);
  return {
    v: 1,
    batchId: newBatchId(),
    sdk: 'test/1.0.0',
    instance: '0123456789abcdef',
    dict: { methods: ['GET'], routes: ['/things/:id'], callers: ['192.0.2.7'] },
    calls: {
      startedAtMs: fill(Date.now() - 1_000),
      method: fill(0),
      route: fill(0),
      status: fill(200),
      durationUs: fill(1_500),
      caller: fill(0),
    },
    ...changes,
  };
}
