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
  const child = spawn(process.execPath, ['--import', 'tsx', 'worker/main.ts'], {
    env: {
      ...process.env,
      DATABASE_URL: database.appUrl,
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

async function startWorker(): Promise<ChildProcess> {
  const child = spawnWorker();
  const [message] = await once(child, 'message');
  expect(message).toEqual({ type: 'ready' });
  return child;
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
