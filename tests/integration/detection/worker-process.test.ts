import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { announce, connect, type Storage } from '../../../lib/storage';
import { createTestDatabase, waitFor, type TestDatabase } from '../../support';
import { report, rowsOf, stuffing } from './support';

const SECRET = 'a-secret-of-the-tests-with-32-characters';
let database: TestDatabase;
let storage: Storage;
const running: ChildProcess[] = [];
let lines: string[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  storage = connect({ url: database.appUrl, max: 4, applicationName: 'test', onIdleError: () => undefined });
  const id = 'organization';
  await storage.prisma.organization.create({ data: { id, name: id, slug: id, createdAt: new Date() } });
  for (const project of [1, 2]) {
    await storage.prisma.project.create({
      data: { id: project, organizationId: id, name: `p${project}`, slug: `p${project}`, accountKey: Buffer.alloc(16) },
    });
    await storage.prisma.environment.create({ data: { projectId: project, id: 1, slug: 'production' } });
  }
});
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
  lines = [];
});
afterAll(async () => {
  await storage.close();
  await database.drop();
});

function spawnWorker(env: Record<string, string> = {}): ChildProcess {
  const child = spawn(process.execPath, ['dist/worker.js'], {
    env: {
      ...process.env,
      DATABASE_URL: database.appUrl,
      DATABASE_DIRECT_URL: database.directUrl,
      CALLWATCH_SECRET: SECRET,
      CALLWATCH_ROLES: 'worker',
      ...env,
    },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  child.stderr?.on('data', (chunk: Buffer) => lines.push(String(chunk)));
  running.push(child);
  return child;
}

async function startWorker(env: Record<string, string> = {}): Promise<ChildProcess & { url: string }> {
  const child = spawnWorker(env);
  const [message] = await once(child, 'message');
  expect(message).toMatchObject({ type: 'ready', url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) });
  return Object.assign(child, { url: String(Object(message).url) });
}

const owners = async (): Promise<string[]> => {
  const { rows } = await storage.query<{ owner: string }>(
    `select distinct owner from lease where job = 'detect' and expires_at > clock_timestamp()`,
  );
  return rows.map(({ owner }) => owner);
};

const send = async (projectId: number, flushes: ReturnType<typeof stuffing>): Promise<void> => {
  for (const flush of flushes) {
    await report(storage, projectId, flush);
    await announce(storage, { topic: 'calls', projectIds: [projectId] });
  }
};

describe('the worker as a process', () => {
  it('recognises an attack at the announcement and not at the next poll, and ends within two of SIGTERM', async () => {
    const child = await startWorker();
    await waitFor(async () => (await owners()).length === 1, { what: 'a lease' });
    const flushes = stuffing(Date.now() - 30_000);
    await send(1, flushes.slice(0, 1));
    await waitFor(async () => (await rowsOf(storage, 'signal_feed')).length === 0, { everyMs: 5 });
    await send(1, flushes.slice(1, 4));
    await waitFor(async () => (await rowsOf(storage, 'incident')).length === 1, { everyMs: 5, timeoutMs: 1_500 });
    child.kill('SIGTERM');
    expect(await once(child, 'exit', { signal: AbortSignal.timeout(2_000) })).toEqual([0, null]);
    expect(await owners()).toEqual([]);
  });

  it('stopped in its tracks is replaced within 15 s and writes nothing when it goes on', async () => {
    const stopped = await startWorker();
    const [first] = await waitFor(async () => {
      const held = await owners();
      return held.length === 1 && held;
    });
    await startWorker();
    const flushes = stuffing(Date.now() - 30_000);
    await send(2, flushes.slice(0, 1));
    await waitFor(async () => (await rowsOf(storage, 'signal_feed')).length === 0);
    stopped.kill('SIGSTOP');
    await send(2, flushes.slice(1));
    const seen = () => rowsOf(storage, 'incident').then((rows) => rows.filter(({ project_id }) => project_id === 2));
    await waitFor(async () => (await seen())[0]?.['severity'] === 'critical', {
      timeoutMs: 15_000,
      what: 'the takeover',
    });
    const [second] = await owners();
    expect(second).not.toBe(first);
    stopped.kill('SIGCONT');
    await send(2, [[{ atMs: Date.now(), account: 999 }]]);
    await waitFor(async () => (await rowsOf(storage, 'signal_feed')).length === 0);
    await waitFor(async () => (await seen())[0]?.['call_count'] === 42);
    expect(await owners()).toEqual([second]);
    expect(await seen()).toHaveLength(1);
  });
});

describe('the doors of the worker', () => {
  it('answers /healthz, /readyz with the age of its last full pass, and /metrics', async () => {
    const { url } = await startWorker({ CALLWATCH_WORKER_PORT: '0' });
    expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: 'alive' });
    const ready = async (): Promise<Record<string, unknown>> => Object(await (await fetch(`${url}/readyz`)).json());
    const passed = await waitFor(async () => {
      const body = await ready();
      return body['lastFullPassAgeSeconds'] !== null && body;
    });
    expect(passed).toMatchObject({ status: 'ready', lastFullPassAgeSeconds: expect.any(Number) });
    expect(Object.keys(Object(passed['lastPassAgeSeconds']))).toEqual(
      expect.arrayContaining(['rollup', 'detect', 'deliver', 'retention']),
    );
    const metrics = await (await fetch(`${url}/metrics`)).text();
    expect(metrics).toMatch(/^callwatch_worker_runs_total\{job="rollup"\} [1-9]/m);
    expect(metrics).toMatch(/^process_resident_memory_bytes \d/m);
    const proxied = await fetch(`${url}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.7' } });
    expect(proxied.status).toBe(401);
    const [posted, elsewhere] = [await fetch(`${url}/readyz`, { method: 'POST' }), await fetch(`${url}/api/v1/me`)];
    expect([posted.status, posted.headers.get('allow'), elsewhere.status]).toEqual([405, 'GET, HEAD, OPTIONS', 404]);
  });

  it('answers elsewhere when the port near PORT is taken, but refuses one that is set and taken', async () => {
    const first = await startWorker({ CALLWATCH_WORKER_PORT: '0' });
    const port = Number(new URL(first.url).port);
    const second = await startWorker({ PORT: String(port - 10) });
    expect((await fetch(`${second.url}/healthz`)).status).toBe(200);
    lines = [];
    const third = spawnWorker({ CALLWATCH_WORKER_PORT: String(port) });
    expect(await once(third, 'close')).toEqual([1, null]);
    expect(lines.join('')).toMatch(/callwatch: CALLWATCH_WORKER_PORT: .*EADDRINUSE.*\n$/);
  });
});

describe('the start of the worker', () => {
  it.each([
    [
      'DATABASE_URL',
      { DATABASE_URL: 'postgres://callwatch_app:x@127.0.0.1:9/none' },
      /^callwatch: the database cannot be reached: .+\n$/,
    ],
    [
      'CALLWATCH_SECRET',
      { CALLWATCH_SECRET: 'short' },
      /^callwatch: CALLWATCH_SECRET: must have at least 32 characters\n$/,
    ],
  ])('refuses a wrong %s with one line and exit code 1', async (_name, env, line) => {
    const child = spawnWorker(env);
    expect(await once(child, 'close')).toEqual([1, null]);
    expect(lines.join('')).toMatch(line);
  });
});
