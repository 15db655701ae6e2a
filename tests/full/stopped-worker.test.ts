import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { announce, connect, type Storage } from '../../lib/storage';
import { childEnv } from '../../scripts/start/child-env.mjs';
import { report, rowsOf } from '../integration/detection/support';
import { createTestDatabase, waitFor } from '../support';

const SECRET = 'a-secret-of-the-tests-with-32-characters';
const STOPPED_MS = 60_000;
const EVERY_MS = 200;
const PROJECT = 1;

async function createProject(storage: Storage): Promise<void> {
  const id = 'organization';
  await storage.prisma.organization.create({ data: { id, name: id, slug: id, createdAt: new Date() } });
  const data = { id: PROJECT, organizationId: id, name: 'p', slug: 'p', accountKey: new Uint8Array(16) };
  await storage.prisma.project.create({ data });
  await storage.prisma.environment.create({ data: { projectId: PROJECT, id: 1, slug: 'production' } });
}

async function startWorker(databaseUrl: string): Promise<ChildProcess> {
  const env = {
    DATABASE_URL: databaseUrl,
    CALLWATCH_SECRET: SECRET,
    CALLWATCH_ROLES: 'worker',
    CALLWATCH_WORKER_PORT: '0',
  };
  const child = spawn(process.execPath, ['dist/worker.js'], {
    cwd: path.resolve(import.meta.dirname, '../..'),
    env: childEnv({ PATH: process.env['PATH'], NODE_ENV: 'production', ...env }),
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child, 'message');
  return child;
}

/** Failed logins of one caller, flush after flush, until `ended`; gives how many. */
async function attack(storage: Storage, ended: AbortSignal): Promise<number> {
  let logins = 0;
  while (!ended.aborted) {
    const flush = Array.from({ length: 5 }, (_, at) => ({ atMs: Date.now() - 1_000 + at, account: logins + at }));
    await report(storage, PROJECT, flush);
    await announce(storage, { topic: 'calls', projectIds: [PROJECT] });
    logins += flush.length;
    await pause(EVERY_MS); // the pace of the attack, not a wait for something
  }
  return logins;
}

test('a worker that is stopped for a minute in the middle of its work is replaced within 15 s, and no write of it is left', async () => {
  const database = await createTestDatabase();
  const storage = connect({ url: database.appUrl, max: 4, applicationName: 'test', onIdleError: () => undefined });
  onTestFinished(async () => {
    await storage.close();
    await database.drop();
  });
  await createProject(storage);
  const owners = async (): Promise<string[]> => {
    const { rows } = await storage.query<{ owner: string }>(
      `select distinct owner from lease where job = 'detect' and expires_at > clock_timestamp()`,
    );
    return rows.map(({ owner }) => owner);
  };
  const folded = async () => (await rowsOf(storage, 'signal_feed')).length === 0;

  const stopped = await startWorker(database.appUrl);
  const [first] = await waitFor(async () => {
    const held = await owners();
    return held.length === 1 && held;
  });
  await startWorker(database.appUrl);
  const ended = new AbortController();
  const attacked = attack(storage, ended.signal);
  await waitFor(async () => (await rowsOf(storage, 'incident')).length === 1, {
    timeoutMs: 60_000,
    what: 'an incident',
  });

  await pause(Math.random() * 1_000); // the moment of the stop is what is random here
  stopped.kill('SIGSTOP');
  const wakesAt = performance.now() + STOPPED_MS;
  const [second] = await waitFor(
    async () => {
      const held = await owners();
      return held.length === 1 && held[0] !== first && held;
    },
    { timeoutMs: 15_000, what: 'the takeover' },
  );
  await waitFor(() => performance.now() > wakesAt, { timeoutMs: STOPPED_MS + 1_000, what: 'the end of the minute' });
  stopped.kill('SIGCONT');
  await pause(5_000); // it would write now, if it did
  ended.abort();
  const logins = await attacked;

  await waitFor(folded, { timeoutMs: 30_000, what: 'the fold of all signals' });
  await waitFor(async () => (await rowsOf(storage, 'incident'))[0]?.['call_count'] === logins, {
    timeoutMs: 30_000,
    what: `an incident of ${logins} calls`,
  });
  expect(await rowsOf(storage, 'incident')).toHaveLength(1);
  expect(await owners()).toEqual([second]);
  expect(stopped.exitCode).toBeNull();
});
