import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { freePort, startCallwatch, waitFor } from '../support';
import { copyOfDataFolder, temporaryDataFolder } from '../support/data-folder';
import { launch } from '../support/launcher';
import { processesNaming } from '../support/processes';
import { makeTemporaryFolder, type TemporaryFolder } from '../support/temporary-folder';

const env = { CALLWATCH_ROLES: 'ingest,worker' };
const root = path.resolve(import.meta.dirname, '../..');

/** What the first test leaves of its instance. */
let ended: TemporaryFolder | undefined;
afterAll(() => ended?.remove());

/** With an instance that was stopped; fresh when there is none yet. */
const dataFolder = (): string => (ended ? copyOfDataFolder(ended.folder) : temporaryDataFolder());

async function goneWithin(dataDir: string, timeoutMs: number): Promise<void> {
  await waitFor(() => processesNaming(dataDir).length === 0, { timeoutMs, what: 'the end of every process' });
}

function postmasterOf(dataDir: string): string | undefined {
  return readFileSync(path.join(dataDir, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0];
}

test('SIGTERM ends everything within 10 s, with exit code 0', async () => {
  const place = makeTemporaryFolder();
  onTestFinished(() => {
    if (!ended) place.remove();
  });
  const dataDir = place.folder;
  const { child, exited } = await startCallwatch({ dataDir, env });
  expect(processesNaming(dataDir).length).toBeGreaterThanOrEqual(4); // launcher, server, worker, Postgres
  child.kill('SIGTERM');
  await goneWithin(dataDir, 10_000);
  expect((await exited).code).toBe(0);
  ended = place;
});

test.each(['SIGTERM', 'SIGINT'] as const)('%s to npm and its group ends everything within 10 s', async (signal) => {
  const dataDir = dataFolder();
  const child = spawn('npm', ['start'], {
    cwd: root,
    env: { ...process.env, ...env, CALLWATCH_DATA_DIR: dataDir, PORT: String(await freePort()) },
    detached: true, // a group of its own, as a terminal gives it
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  await waitFor(() => / ready http/.test(output), { timeoutMs: 60_000, what: 'the line "ready"' });
  // Ctrl-C goes to the whole group, a service manager's SIGTERM to npm alone
  process.kill(signal === 'SIGINT' ? -(child.pid ?? 0) : (child.pid ?? 0), signal);
  await goneWithin(dataDir, 10_000);
});

test('after kill -9 of the launcher everything is gone within 10 s', async () => {
  const dataDir = dataFolder();
  const { child } = await startCallwatch({ dataDir, env });
  child.kill('SIGKILL');
  await goneWithin(dataDir, 10_000);
});

test('a start right after kill -9 of the launcher adopts the running Postgres and gets the port', async () => {
  const dataDir = dataFolder();
  const first = await startCallwatch({ dataDir, env });
  const { port } = new URL(first.url);
  const postmaster = postmasterOf(dataDir);
  first.child.kill('SIGKILL');
  await once(first.child, 'close');
  const second = await startCallwatch({ dataDir, env: { ...env, PORT: port } });
  expect(second.output()).toMatch(/Postgres: adopted/);
  expect(postmasterOf(dataDir)).toBe(postmaster);
  await second.stop();
  await goneWithin(dataDir, 10_000);
});

test('a start right after Ctrl-C waits for the instance that is ending', async () => {
  const dataDir = dataFolder();
  const first = await startCallwatch({ dataDir, env });
  const { port } = new URL(first.url);
  first.child.kill('SIGINT');
  await waitFor(() => first.output().includes('stopping'));
  const second = await startCallwatch({ dataDir, env: { ...env, PORT: port } });
  expect((await first.exited).code).toBe(0);
  expect(second.url).toBe(first.url);
  await second.stop();
});

test('Postgres does not outlive a killed launcher when the start after it fails', async () => {
  const dataDir = dataFolder();
  const first = await startCallwatch({ dataDir, env });
  first.child.kill('SIGKILL');
  await once(first.child, 'close');
  const failed = await launch({ dataDir, env: { ...env, PORT: 'http' } }).exited;
  expect(failed.code).toBe(1);
  await goneWithin(dataDir, 10_000);
});

test('a server that is killed is started again', async () => {
  const dataDir = dataFolder();
  const running = await startCallwatch({ dataDir, env });
  const healthy = async () => (await fetch(`${running.url}/healthz`)).status === 200;
  const server = processesNaming(dataDir).find((pid) => commandOf(pid).includes('dist/server.js'));
  process.kill(server ?? 0, 'SIGKILL');
  await waitFor(() => running.output().includes('server ended (SIGKILL), starting it again'));
  await waitFor(healthy, { timeoutMs: 20_000, what: 'a healthy server' });
  await running.stop();
});

test('secret, passwords and connection are readable by their owner only', async () => {
  const dataDir = temporaryDataFolder();
  const running = await startCallwatch({ dataDir, env });
  const names = [
    'secret',
    'connection.json',
    'postgres-app.password',
    'postgres-owner.password',
    'postgres-superuser.password',
  ];
  for (const name of names) expect(statSync(path.join(dataDir, name)).mode & 0o777).toBe(0o600);
  await running.stop();
});

const commandOf = (pid: number): string => readFileSync(`/proc/${pid}/cmdline`, 'utf8');
