import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { bootstrap } from '../../lib/projects';
import { connect, sealSecret, type Storage } from '../../lib/storage';
import { withClient } from '../../scripts/database/connect.mjs';
import { startPostgres } from '../../scripts/postgres/embedded.mjs';
import { freePort, waitFor } from '../support';
import { makeTemporaryFolder } from '../support/temporary-folder';
import { buildImage, type Image } from '../support/deploy/build-image';
import { DEPLOY, readCompose, serviceOf, type Service } from '../support/deploy/compose';
import { commandOf } from '../support/deploy/dockerfile';
import { sendCalls } from '../support/open-instance';

const SECRET = 'the-secret-of-a-deployment-with-32-characters';
const BUILD_MS = 900_000;
const temporary = makeTemporaryFolder();
let image: Image;
let postgres: Awaited<ReturnType<typeof startPostgres>>;
let services: Record<'migrate' | 'app' | 'worker', Service>;
let ports: { app: number; worker: number };

beforeAll(async () => {
  image = buildImage(temporary.folder);
  const dataDir = path.join(temporary.folder, 'database');
  postgres = await startPostgres({ dataDir, superPassword: 'super' });
  await makeRoles(`postgresql://postgres:super@127.0.0.1:${postgres.port}/postgres`);
  ports = { app: await freePort(), worker: await freePort() };
  const compose = readCompose({
    CALLWATCH_SECRET: SECRET,
    CALLWATCH_URL: `http://127.0.0.1:${ports.app}`,
    POSTGRES_PASSWORD: 'super',
    CALLWATCH_OWNER_PASSWORD: 'owner-password',
    CALLWATCH_APP_PASSWORD: 'app-password',
  });
  services = {
    migrate: serviceOf(compose, 'migrate'),
    app: serviceOf(compose, 'app'),
    worker: serviceOf(compose, 'worker'),
  };
}, BUILD_MS);
afterAll(async () => {
  await postgres.stop();
  temporary.remove();
}, BUILD_MS);

/** deploy/roles.sql as psql runs it: what it takes from the environment is put in its place. */
async function makeRoles(superUrl: string): Promise<void> {
  const passwords: Record<string, string> = { owner_password: 'owner-password', app_password: 'app-password' };
  const sql = readFileSync(path.join(DEPLOY, 'roles.sql'), 'utf8')
    .replaceAll(/^(--|\\getenv).*\n/gm, '')
    .replaceAll(/:'(\w+)'/g, (_, name: string) => `'${passwords[name] ?? ''}'`);
  await withClient(superUrl, async (client) => {
    for (const statement of sql.split(';').filter((text) => text.trim() !== '')) await client.query(statement);
  });
}

interface Container {
  child: ChildProcess;
  output(): string;
  exited: Promise<number | null>;
}

/** Runs a service as its container would: the image's folder, environment and user, nothing of ours. */
function start({ environment, command = commandOf(image.stage, 'CMD') }: Service): Container {
  const mine = environment['CALLWATCH_ROLES'] === 'worker' ? ports.worker : ports.app;
  const place = { PORT: String(mine), CALLWATCH_WORKER_PORT: String(mine), HOST: '127.0.0.1' };
  const settings = Object.entries({ ...image.env, ...environment, ...place });
  const env = Object.fromEntries(
    settings.map(([name, value]) => [name, value.replace('@postgres/', `@127.0.0.1:${postgres.port}/`)]),
  );
  const [program = '', ...args] = command;
  const child = spawn(program, args, {
    cwd: path.join(image.folder, image.workdir),
    env: { NODE_ENV: 'production', PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(process.getuid?.() === 0 && { uid: 65_534, gid: 65_534 }),
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  onTestFinished(() => void child.kill('SIGKILL'));
  const exited = once(child, 'close').then(() => child.exitCode);
  return { child, output: () => output, exited };
}

const healthy = async (): Promise<boolean> =>
  fetch(`http://127.0.0.1:${ports.app}/readyz`).then(
    ({ status }) => status === 200,
    () => false,
  );

/** SIGTERM, as a container is stopped. Throws when the process outlives 5 s. */
async function stop({ child, exited }: Container): Promise<number | null> {
  child.kill('SIGTERM');
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error('it outlived SIGTERM by 5 s')), 5_000).unref();
  });
  return Promise.race([exited, late]);
}

async function countOf(storage: Storage, sql: string): Promise<number> {
  const { rows } = await storage.query<{ n: number }>(sql);
  return rows[0]?.n ?? 0;
}

/** Posts single calls one after the other until the server is gone; gives how many were acknowledged. */
async function postUntilGone(url: string, key: string, onAcknowledged: (count: number) => void): Promise<number> {
  for (let acknowledged = 0; ; acknowledged += 1) {
    const call = {
      finishedAt: new Date().toISOString(),
      method: 'GET',
      route: '/v1/orders',
      status: 200,
      durationMs: 5,
    };
    const sent = await sendCalls(url, key, [call]).then(
      () => true,
      () => false,
    );
    if (!sent) return acknowledged;
    onAcknowledged(acknowledged + 1);
  }
}

test('the image migrates as the owner, serves and works as the role that owns nothing, and ends within 5 s with all that it acknowledged', async () => {
  chmodSync(temporary.folder, 0o755);
  const migrating = start(services.migrate);
  expect([await migrating.exited, migrating.output()]).toEqual([
    0,
    expect.stringContaining('applied: 20261124000001_init'),
  ]);
  const again = start(services.migrate);
  expect([await again.exited, again.output().trim()]).toEqual([0, 'applied: nothing, the database is up to date']);

  const [app, worker] = [start(services.app), start(services.worker)];
  await waitFor(() => healthy(), { timeoutMs: 60_000, what: `a ready server: ${app.output()}` });
  await waitFor(() => /^callwatch: set up: http:\/\/127\.0\.0\.1:\d+\/setup\?token=\S+$/m.test(app.output()), {
    what: 'the link',
  });
  expect((await fetch(`http://127.0.0.1:${ports.app}/sign-in`)).status).toBe(200);

  const storage = connect({
    url: `postgresql://callwatch_app:app-password@127.0.0.1:${postgres.port}/callwatch`,
    max: 2,
    applicationName: 'test',
    onIdleError: () => undefined,
  });
  onTestFinished(() => storage.close());
  const seal = (bytes: Uint8Array) => sealSecret(SECRET, bytes);
  const deps = { storage, now: () => new Date(), seal, hashPassword: () => Promise.resolve('nobody signs in') };
  const { ingestKey } = await bootstrap(deps, {
    email: 'a@shop.test',
    password: '-',
    organization: 'Shop',
    project: 'Shop',
  });
  await waitFor(() => worker.output().includes('worker ready'), {
    timeoutMs: 30_000,
    what: `a worker: ${worker.output()}`,
  });

  for (const service of [services.app, services.worker]) {
    const check = start({ ...service, command: commandOf(image.stage, 'HEALTHCHECK') });
    expect([await check.exited, check.output()]).toEqual([0, '']);
  }

  let enough = (): void => undefined;
  const many = new Promise<void>((resolve) => (enough = resolve));
  const posting = postUntilGone(`http://127.0.0.1:${ports.app}`, ingestKey, (count) => count === 50 && enough());
  await many;
  expect(await stop(app)).toBe(0);
  const acknowledged = await posting;
  expect(await countOf(storage, 'select count(*)::int n from call')).toBeGreaterThanOrEqual(acknowledged);
  await waitFor(async () => (await countOf(storage, 'select count(*)::int n from call_pending')) === 0, {
    what: 'the rollup',
  });
  expect(await stop(worker)).toBe(0);
});

test('npm start and npm run worker serve on the same database, and end within 5 s of SIGTERM', async () => {
  const root = path.resolve(import.meta.dirname, '../..');
  const run = (script: string, env: Record<string, string>): Container => {
    const child = spawn('npm', ['run', script], {
      cwd: root,
      env: {
        NODE_ENV: 'production',
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        CALLWATCH_DATA_DIR: path.join(temporary.folder, script),
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    return { child, output: () => output, exited: once(child, 'close').then(() => child.exitCode) };
  };
  const url = `postgresql://callwatch_app:app-password@127.0.0.1:${postgres.port}/callwatch`;
  const owner = `postgresql://callwatch_owner:owner-password@127.0.0.1:${postgres.port}/callwatch`;
  const env = { DATABASE_URL: url, CALLWATCH_SECRET: SECRET, PORT: String(ports.app) };
  const app = run('start', { ...env, DATABASE_OWNER_URL: owner, CALLWATCH_ROLES: 'web,ingest' });
  await waitFor(() => / ready http/.test(app.output()), { timeoutMs: 60_000, what: `a start: ${app.output()}` });
  const worker = run('worker', env);
  await waitFor(() => worker.output().includes('worker ready'), {
    timeoutMs: 30_000,
    what: `a worker: ${worker.output()}`,
  });
  expect(await healthy()).toBe(true);
  await Promise.all([stop(app), stop(worker)]);
  await waitFor(async () => !(await healthy()), { timeoutMs: 5_000, what: 'the end of the server' });
});
