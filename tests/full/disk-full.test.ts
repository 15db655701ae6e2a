import { appendFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { SECRET } from '../integration/ingest/harness';
import { freePort, startCallwatch, waitFor } from '../support';
import { makeKey, postCalls, storedPaths } from '../support/instance-calls';
import { launch } from '../support/launcher';
import { smallDisk } from '../support/small-disk';

const isRoot = process.getuid?.() === 0;

function smallDataFolder(size: string): string {
  const dataDir = path.join(smallDisk(size), 'data');
  mkdirSync(dataDir, { mode: 0o711 });
  return dataDir;
}

const LINE = 'callwatch: the disk is full: free some space and start again\n';

test.skipIf(!isRoot)('a disk too small for the database stops the start with one clear line', async () => {
  const { code, stderr } = await launch({ dataDir: smallDataFolder('20m'), env: await settings() }).exited;
  expect({ code, stderr }).toEqual({ code: 1, stderr: LINE });
});

test.skipIf(!isRoot)(
  'a start on a disk that has filled up says so in one line, and works once there is space',
  async () => {
    const dataDir = smallDataFolder('80m');
    await (await startCallwatch({ dataDir, env: await settings() })).stop();
    const filler = path.join(path.dirname(dataDir), 'filler');
    fillDisk(filler);
    const { code, stderr } = await launch({ dataDir, env: await settings() }).exited;
    expect({ code, stderr }).toEqual({ code: 1, stderr: LINE });
    rmSync(filler);
    await (await startCallwatch({ dataDir, env: await settings() })).stop();
  },
);

test.skipIf(!isRoot)(
  'a disk that fills up while calls come in: 503, not ready, nothing acknowledged is lost, and all goes on once there is space',
  async () => {
    const dataDir = smallDataFolder('160m');
    const env = { CALLWATCH_ROLES: 'ingest', CALLWATCH_SECRET: SECRET };
    const { url, stop } = await startCallwatch({ dataDir, env });
    onTestFinished(stop);
    const key = await makeKey(dataDir);
    const acknowledged: string[] = [];
    let posted = 0;
    const post = async (): Promise<Response> => {
      const paths = Array.from({ length: 200 }, () => `/v1/orders/${(posted += 1)}`);
      const answer = await postCalls(url, key, paths);
      if (answer.status === 202) acknowledged.push(...paths);
      return answer;
    };
    const ready = async () => (await fetch(`${url}/readyz`)).status;
    expect((await post()).status).toBe(202);

    const filler = path.join(path.dirname(dataDir), 'filler');
    fillDisk(filler);
    const refused = await waitFor(
      async () => {
        const answer = await post();
        return answer.status !== 202 && answer;
      },
      { timeoutMs: 60_000, everyMs: 100, what: 'the first refusal' },
    );
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, expect.stringMatching(/^[1-5]$/)]);
    expect(await ready()).toBe(503);

    rmSync(filler);
    await waitFor(async () => (await post()).status === 202, { timeoutMs: 30_000, everyMs: 500, what: 'the next 202' });
    await waitFor(async () => (await ready()) === 200, { timeoutMs: 30_000, what: 'readiness' });
    expect(await storedPaths(dataDir)).toEqual(acknowledged.sort());
  },
);

test.skipIf(!isRoot)(
  'a database that ends on a full disk is started once there is space, however long that takes, and the product goes on',
  async () => {
    const dataDir = smallDataFolder('160m');
    const { url, stop, output } = await startCallwatch({ dataDir, env: await settings() });
    onTestFinished(stop);
    const filler = path.join(path.dirname(dataDir), 'filler');
    fillDisk(filler);
    const pidFile = path.join(dataDir, 'postgres', 'data', 'postmaster.pid');
    const postmaster = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
    process.kill(postmaster, 'SIGKILL');
    await waitFor(() => output().includes('the disk is full: Postgres is started once there is space'), {
      timeoutMs: 60_000,
      what: 'the wait for space',
    });
    rmSync(filler);
    await waitFor(async () => (await fetch(`${url}/readyz`)).status === 200, { timeoutMs: 30_000, what: 'readiness' });
  },
);

const settings = async () => ({ PORT: String(await freePort()), CALLWATCH_ROLES: 'ingest,worker' });

function fillDisk(file: string): void {
  for (const bytes of [2 ** 20, 4096]) {
    try {
      for (;;) appendFileSync(file, Buffer.alloc(bytes));
    } catch (error) {
      expect(error).toMatchObject({ code: 'ENOSPC' });
    }
  }
}
