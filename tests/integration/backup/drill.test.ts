import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createAuth, hashNewPassword } from '../../../lib/auth';
import { CLIENT_ADDRESS_HEADER, setRuntime } from '../../../lib/http';
import { bootstrap, type Bootstrapped } from '../../../lib/projects';
import {
  findIngestKey,
  hashAccessKey,
  openSecret,
  readLastBackup,
  sealSecret,
  type Storage,
} from '../../../lib/storage';
import { startCallwatch, waitFor } from '../../support';
import { migratedDataFolder, temporaryDataFolder } from '../../support/data-folder';
import { PASSWORD, signInAs } from '../../support/members';
import { ordinaryCalls, sendCalls, stuffingAttack } from '../../support/open-instance';
import { testEnv } from '../../support/test-env';
import { hashTables, openDatabase, resultOf, run } from './support';

const EMAIL = 'ada@shop.test';

/** A project of an organization of its own, beside the running instance. */
function makeProject(storage: Storage, secret: string, name: string): Promise<Bootstrapped> {
  const deps = {
    storage,
    now: () => new Date(),
    seal: (bytes: Uint8Array) => sealSecret(secret, bytes),
    hashPassword: hashNewPassword,
  };
  return bootstrap(deps, { email: EMAIL, password: PASSWORD, organization: name, project: name });
}

/** Whether the worker is through with what was sent, notices included. */
async function isFolded(storage: Storage, projectId: number): Promise<boolean> {
  const { rows } = await storage.query<{ done: boolean }>(
    `select not exists (select from call_pending where project_id = $1)
        and not exists (select from signal_feed where project_id = $1)
        and not exists (select from outbox where project_id = $1 and sent_at is null)
        and exists (select from outbox where project_id = $1) as done`,
    [projectId],
  );
  return rows[0]?.done === true;
}

async function countCalls(storage: Storage, projectId: number): Promise<number> {
  const { rows } = await storage.query<{ n: number }>('select count(*)::int n from call where project_id = $1', [
    projectId,
  ]);
  return rows[0]?.n ?? 0;
}

/** Sends calls, one request after the other, until told to stop; knows how many were acknowledged. */
function keepSending(url: string, key: string) {
  const state = { acknowledged: 0, sent: 0, stopped: false };
  const one = { method: 'GET', route: '/v1/orders', status: 200, durationMs: 5 };
  const sending = (async () => {
    while (!state.stopped) {
      state.sent += 50;
      await sendCalls(url, key, Array(50).fill({ ...one, finishedAt: new Date().toISOString() }));
      state.acknowledged += 50;
    }
  })();
  const stop = (): Promise<void> => {
    state.stopped = true;
    return sending;
  };
  return { state, stop };
}

/** Signs in over the route, on this database. Throws when it is refused. */
async function signIn(storage: Storage, secret: string): Promise<void> {
  const url = 'http://callwatch.test';
  const auth = createAuth({ storage, url, secret, clientAddressHeader: CLIENT_ADDRESS_HEADER, onLog: () => undefined });
  const env = testEnv({ url, secret });
  const log = Object(console);
  setRuntime({ env, storage, auth, log, version: '0.0.0', now: () => new Date() });
  await signInAs(EMAIL);
}

const secretOf = (dataDir: string): string => readFileSync(path.join(dataDir, 'secret'), 'utf8').trim();

/** An instance with two projects; what the worker has to do for the first one, an attack included, is done. */
async function makeInstance(dataDir: string) {
  const running = await startCallwatch({ dataDir, env: { CALLWATCH_ROLES: 'ingest,worker' } });
  onTestFinished(() => running.stop());
  const storage = openDatabase(dataDir);
  const secret = secretOf(dataDir);
  const shop = await makeProject(storage, secret, 'Shop');
  const busy = await makeProject(storage, secret, 'Busy');
  await sendCalls(running.url, shop.ingestKey, [...ordinaryCalls(Date.now()), ...stuffingAttack(Date.now())]);
  await waitFor(() => isFolded(storage, shop.projectId), { timeoutMs: 30_000, what: 'the fold of the attack' });
  writeFileSync(path.join(dataDir, 'demo.json'), '{"url":"as it was"}', { mode: 0o600 });
  await storage.close();
  await running.stop();
  return { secret, shop, busy };
}

/** With no worker, so that nothing changes by itself. */
async function startQuiet(dataDir: string) {
  const running = await startCallwatch({ dataDir, env: { CALLWATCH_ROLES: 'ingest' } });
  onTestFinished(() => running.stop());
  const storage = openDatabase(dataDir);
  const stop = async (): Promise<void> => {
    await storage.close();
    await running.stop();
  };
  return { url: running.url, storage, stop };
}

test('a backup that is taken while calls arrive gives the same instance back after the data folder is lost', async () => {
  const dataDir = migratedDataFolder();
  const archive = path.join(temporaryDataFolder(), 'callwatch.tar.gz');
  const { secret, shop, busy } = await makeInstance(dataDir);
  const first = await startQuiet(dataDir);
  const before = await hashTables(first.storage, shop.projectId);
  const sender = keepSending(first.url, busy.ingestKey);
  await waitFor(() => sender.state.acknowledged >= 500, { what: 'calls of the busy project' });
  const acknowledged = sender.state.acknowledged;

  const result = resultOf(await run('backup', dataDir, [archive]));

  await sender.stop();
  expect(result).toMatchObject({ file: archive, hasSecret: true, sizeBytes: statSync(archive).size });
  expect(statSync(archive).mode & 0o777).toBe(0o600);
  expect(readdirSync(path.dirname(archive))).toEqual(['callwatch.tar.gz']);
  const { sizeBytes, takenAt } = result;
  expect(await readLastBackup(first.storage)).toEqual({ sizeBytes, takenAt });
  await first.stop();
  for (const name of readdirSync(dataDir)) rmSync(path.join(dataDir, name), { recursive: true });

  const restored = resultOf(await run('restore', dataDir, [archive]));

  const second = await startQuiet(dataDir);
  const busyCalls = await countCalls(second.storage, busy.projectId);
  expect(busyCalls).toBeGreaterThanOrEqual(acknowledged);
  expect(busyCalls).toBeLessThanOrEqual(sender.state.sent);
  expect(restored).toMatchObject({ users: 1, organizations: 2, projects: 2, incidents: 1, replaced: [] });
  expect(restored['calls']).toBe(busyCalls + (await countCalls(second.storage, shop.projectId)));
  expect(await hashTables(second.storage, shop.projectId)).toEqual(before);
  expect(secretOf(dataDir)).toBe(secret);
  expect(readFileSync(path.join(dataDir, 'demo.json'), 'utf8')).toBe('{"url":"as it was"}');
  await signIn(second.storage, secret);
  const key = await findIngestKey(second.storage, hashAccessKey(shop.ingestKey));
  expect(openSecret(secret, key?.accountKey ?? new Uint8Array())).toHaveLength(32);
  await sendCalls(second.url, shop.ingestKey, ordinaryCalls(Date.now()).slice(0, 10));
  await second.stop();
}, 240_000);
