import { aggregate, compactProject, encodePending } from '../../lib/rollups';
import { connect, CopyEncoder, createFlushNumbers, dayOf, ensurePartitionsFor, writeFlush } from '../../lib/storage';
import type { CallRow, Storage } from '../../lib/storage';
import type { Context } from '../../lib/access';
import { createTestDatabase } from './database';
import { memberContext } from './member-context';

/** A numbers generator that repeats itself: tests that fail must fail again. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

export const ENVIRONMENTS = [
  { id: 1, slug: 'production', archive: false },
  { id: 2, slug: 'staging', archive: false },
  { id: 3, slug: 'archive', archive: true },
];
const ENDPOINTS = 6;
const CONSUMERS = 5;

async function seedProject(storage: Storage): Promise<number> {
  const organization = await storage.prisma.organization.create({
    data: { id: 'org', name: 'Org', slug: 'org', createdAt: new Date() },
  });
  const project = await storage.prisma.project.create({
    data: { organizationId: organization.id, name: 'Shop', slug: 'shop', accountKey: new Uint8Array(32) },
  });
  const projectId = project.id;
  await storage.prisma.environment.createMany({ data: ENVIRONMENTS.map((item) => ({ projectId, ...item })) });
  await storage.prisma.endpoint.createMany({
    data: Array.from({ length: ENDPOINTS }, (_, index) => ({
      projectId,
      id: index + 1,
      method: index === 0 ? '*' : 'GET',
      route: index === 0 ? '__other__' : `/things/${index}`,
    })),
  });
  await storage.prisma.consumer.createMany({
    data: Array.from({ length: CONSUMERS }, (_, index) => ({
      projectId,
      id: index + 1,
      name: `consumer-${index + 1}`,
    })),
  });
  return projectId;
}

export interface CallsWorld {
  appUrl: string;
  /** The same past a pooler. */
  directUrl: string;
  storage: Storage;
  projectId: number;
  /** A viewer at a fixed moment. */
  context(now: Date): Context;
  /** One flush, as ingest makes it. */
  store(rows: CallRow[], now?: Date): Promise<void>;
  close(): Promise<void>;
}

/** A batch that reports nothing, is no import and for no archive. */
export const PLAIN_BATCH = {
  batchId: null,
  digest: Buffer.alloc(0),
  rejected: [],
  ignored: [],
  report: null,
  keep: false,
  archived: false,
  archives: new Set<number>(),
  policies: [],
};

/** A database with one project, its names, and the real way in for calls. */
export async function createCallsWorld(): Promise<CallsWorld> {
  const database = await createTestDatabase();
  const storage = connect({ url: database.appUrl, max: 6, applicationName: 'test', onIdleError: () => undefined });
  const projectId = await seedProject(storage);
  const nextFlush = createFlushNumbers();
  return {
    appUrl: database.appUrl,
    directUrl: database.directUrl,
    storage,
    projectId,
    context: (now) =>
      memberContext({
        storage,
        organizationId: 'org',
        projectId,
        role: 'viewer',
        environments: ENVIRONMENTS,
        now: () => now,
      }),
    async store(rows, now = new Date()) {
      const days = rows.map((row) => dayOf(row.finishedAtUs / 1000));
      await ensurePartitionsFor(storage, days, now);
      const pending = [{ projectId, body: encodePending(aggregate(rows)) }];
      const derive = async () => ({ pending, signals: [], rates: [] });
      const batch = { ...PLAIN_BATCH, projectId, rows, accepted: rows.length };
      await writeFlush(storage, {
        flushNo: await nextFlush(storage),
        batches: [batch],
        encoder: new CopyEncoder(),
        derive,
      });
    },
    async close() {
      await storage.close();
      await database.drop();
    },
  };
}

export interface RandomCallOptions {
  projectId: number;
  random(): number;
  fromMs: number;
  toMs: number;
}

/** A call such as an API may see: all statuses, some without duration, consumer, caller or path, some logins. */
export function randomCall({ projectId, random, fromMs, toMs }: RandomCallOptions): CallRow {
  const pick = (count: number): number => Math.floor(random() * count);
  const statuses = [200, 200, 200, 201, 204, 301, 304, 400, 401, 404, 404, 429, 500, 503, 101];
  return {
    projectId,
    environmentId: random() < 0.8 ? 1 : 1 + pick(3),
    finishedAtUs: Math.floor((fromMs + random() * (toMs - fromMs)) * 1000),
    endpointId: 1 + Math.floor(random() ** 2 * ENDPOINTS),
    consumerId: random() < 0.2 ? 0 : 1 + pick(CONSUMERS),
    userAgentId: 0,
    durationUs: random() < 0.1 ? -1 : Math.floor(2 ** (random() * 28)),
    requestBytes: pick(2000),
    responseBytes: pick(100_000),
    status: statuses[pick(statuses.length)] ?? 200,
    flags: random() < 0.1 ? 1 + pick(3) : 0,
    traits: 1,
    caller: random() < 0.1 ? null : random() < 0.2 ? `2001:db8::${pick(9) + 1}` : `198.51.100.${pick(20)}`,
    path: null,
    traceId: null,
    accountHash: null,
    attrs: null,
    retryAfterSeconds: -1,
  };
}

export interface WavesOptions {
  now: Date;
  random(): number;
  /** How many calls, and how far back the oldest may lie. */
  waves: readonly (readonly [count: number, reachMs: number])[];
  /** Each call as it is stored; unchanged when left out. */
  change?(call: CallRow): CallRow;
}

/** Stores random calls in flushes, of which the rollups have taken all but the last; returns them. */
export async function storeWaves(
  { projectId, storage, store }: CallsWorld,
  { now, random, waves, change = (call) => call }: WavesOptions,
): Promise<CallRow[]> {
  const stored: CallRow[] = [];
  for (const [index, [count, reachMs]] of waves.entries()) {
    const span = { fromMs: now.getTime() - reachMs, toMs: now.getTime() };
    const rows = Array.from({ length: count }, () => change(randomCall({ projectId, random, ...span })));
    stored.push(...rows);
    await store(rows, now);
    if (index < waves.length - 1) while ((await compactProject(storage, projectId, now)).moved > 0);
  }
  return stored;
}
