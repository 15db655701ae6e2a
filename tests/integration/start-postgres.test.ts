import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { prepareFiles } from '../../scripts/postgres/files.mjs';
import { readPidFile } from '../../scripts/postgres/pid-file.mjs';
import { isAlive } from '../../scripts/postgres/pids.mjs';
import { startCallwatch, waitFor } from '../support';
import { migratedDataFolder } from '../support/data-folder';
import { makeKey, postCalls, storedPaths } from '../support/instance-calls';
import { processesNaming } from '../support/processes';
import { SECRET } from './ingest/harness';

const env = { CALLWATCH_ROLES: 'ingest,worker', CALLWATCH_SECRET: SECRET };

async function start() {
  const dataDir = migratedDataFolder();
  const running = await startCallwatch({ dataDir, env });
  onTestFinished(() => running.stop());
  return { dataDir, ...running };
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

test('a killed Postgres is started again, server and worker go on with it, and nothing acknowledged is lost', async () => {
  const { dataDir, url, output } = await start();
  const key = await makeKey(dataDir);
  expect((await postCalls(url, key, ['/before'])).status).toBe(202);
  const processes = [...running(dataDir, 'dist/server.js'), ...running(dataDir, 'dist/worker.js')];
  const port = postgresOf(dataDir)?.port;

  await killPostgres(dataDir);
  await waitFor(async () => (await fetch(`${url}/readyz`)).status === 200, { timeoutMs: 10_000, what: 'readiness' });
  expect((await postCalls(url, key, ['/after'])).status).toBe(202);
  expect(await storedPaths(dataDir)).toEqual(['/after', '/before']);

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
  await waitFor(() => processesNaming(dataDir).length === 0, { timeoutMs: 5_000, what: 'the end of every process' });
});
