import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { connect } from '../../lib/storage';
import { prepareFiles } from '../../scripts/postgres/files.mjs';
import { readPidFile } from '../../scripts/postgres/pid-file.mjs';
import { isAlive } from '../../scripts/postgres/pids.mjs';
import { readConnection } from '../../scripts/start/data-folder.mjs';
import { startCallwatch, waitFor } from '../support';
import { temporaryDataFolder } from '../support/data-folder';
import { processesNaming } from '../support/processes';
import { bootstrapProject, SECRET } from './ingest/harness';

const env = { CALLWATCH_ROLES: 'ingest,worker', CALLWATCH_SECRET: SECRET };

async function start() {
  const dataDir = temporaryDataFolder();
  const running = await startCallwatch({ dataDir, env });
  onTestFinished(() => running.stop());
  return { dataDir, ...running };
}

/** A key of a new project, made beside the running instance. */
async function makeKey(dataDir: string): Promise<string> {
  const url = readConnection(dataDir)?.appUrl ?? '';
  const storage = connect({ url, max: 1, applicationName: 'test', onIdleError: () => undefined });
  const { ingestKey } = await bootstrapProject(storage);
  await storage.close();
  return ingestKey;
}

async function postCall(url: string, key: string): Promise<number> {
  const call = {
    finishedAt: new Date().toISOString(),
    method: 'GET',
    route: '/v1/orders',
    status: 200,
    durationMs: 12,
  };
  const answer = await fetch(`${url}/api/v1/calls`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ calls: [call] }),
  });
  return answer.status;
}

/** Processes of the instance whose command line names the script. */
function running(dataDir: string, script: string): number[] {
  return processesNaming(dataDir).filter((pid) => commandOf(pid).includes(script));
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return ''; // gone meanwhile
  }
}

const postgresOf = (dataDir: string) => readPidFile(prepareFiles(dataDir));

/** Kills the Postgres of the folder, and waits until another one is up or `over`. */
async function killPostgres(dataDir: string, over: () => boolean = () => false): Promise<void> {
  const killed = postgresOf(dataDir)?.pid ?? 0;
  process.kill(killed, 'SIGKILL');
  const isBack = () => {
    const now = postgresOf(dataDir);
    return now !== undefined && now.pid !== killed && now.status === 'ready' && isAlive(now.pid);
  };
  await waitFor(() => isBack() || over(), { timeoutMs: 30_000, what: 'another Postgres' });
}

test('a killed Postgres is started again, and server and worker go on with it', async () => {
  const { dataDir, url, output } = await start();
  const key = await makeKey(dataDir);
  expect(await postCall(url, key)).toBe(202);
  const processes = [...running(dataDir, 'dist/server.js'), ...running(dataDir, 'dist/worker.js')];
  const port = postgresOf(dataDir)?.port;

  await killPostgres(dataDir);
  await waitFor(async () => (await fetch(`${url}/readyz`)).status === 200, { what: 'readiness' });
  expect(await postCall(url, key)).toBe(202);

  expect(postgresOf(dataDir)?.port).toBe(port);
  expect([...running(dataDir, 'dist/server.js'), ...running(dataDir, 'dist/worker.js')]).toEqual(processes);
  await waitFor(() => running(dataDir, path.join('postgres', 'watchdog.mjs')).length === 1, { what: 'one watchdog' });
  expect(output().match(/Postgres ended, starting it again/g)).toHaveLength(1);
});

test('a stop right after Postgres was killed ends everything within 5 s', async () => {
  const { dataDir, child, exited, output } = await start();
  process.kill(postgresOf(dataDir)?.pid ?? 0, 'SIGKILL');
  await waitFor(() => output().includes('Postgres ended'));
  child.kill('SIGTERM');
  await waitFor(() => processesNaming(dataDir).length === 0, { timeoutMs: 5_000, what: 'the end of every process' });
  expect((await exited).code).toBe(0);
});

test('a Postgres that keeps ending ends everything, with one line', async () => {
  const { dataDir, child, exited } = await start();
  for (let kill = 0; kill < 6; kill++) await killPostgres(dataDir, () => child.exitCode !== null);
  expect(await exited).toMatchObject({
    code: 1,
    stderr: `callwatch: Postgres keeps ending, see ${prepareFiles(dataDir).log}\n`,
  });
  expect(processesNaming(dataDir)).toEqual([]);
});
