import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { resultOf, run } from '../integration/backup/support';
import { startCallwatch } from '../support';
import { temporaryDataFolder } from '../support/data-folder';
import { smallDisk } from '../support/small-disk';

const isRoot = process.getuid?.() === 0;

test.skipIf(!isRoot)('a full disk ends backup and restore with one line, and leaves nothing half done', async () => {
  const dataDir = temporaryDataFolder();
  const running = await startCallwatch({ dataDir, env: { CALLWATCH_ROLES: 'ingest' } });
  onTestFinished(() => running.stop());
  const tooSmall = smallDisk('2m');
  expect(await run('backup', dataDir, [path.join(tooSmall, 'x.tar.gz')])).toEqual({
    code: 1,
    stdout: '',
    stderr: 'backup: the disk is full: free some space and start again\n',
  });
  expect(readdirSync(tooSmall)).toEqual([]);
  expect((await fetch(`${running.url}/readyz`)).status).toBe(200);

  const archive = path.join(temporaryDataFolder(), 'x.tar.gz');
  resultOf(await run('backup', dataDir, [archive]));
  const target = smallDisk('30m');
  const { code, stderr } = await run('restore', target, [archive]);
  expect([code, stderr]).toEqual([
    1,
    expect.stringMatching(/^restore: the disk is full: \d+ MiB are needed below .+, \d+ MiB are free\n$/),
  ]);
  expect(readdirSync(target).filter((name) => name !== 'postgres')).toEqual([]);
  expect(readdirSync(path.join(target, 'postgres', 'data'))).toEqual([]);
});
