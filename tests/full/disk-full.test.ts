import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { freePort, startCallwatch } from '../support';
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
