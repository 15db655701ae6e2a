import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { lockHolder, markEnding, takeLock } from '../../../../scripts/start/lock.mjs';

function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), 'callwatch-lock-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

/** A process that holds the folder until it is killed. */
async function holder(dataDir: string, andThen = '') {
  const lock = path.resolve('scripts/start/lock.mjs');
  const code = `
    import { markEnding, takeLock } from ${JSON.stringify(lock)};
    const dataDir = ${JSON.stringify(dataDir)};
    const unlock = await takeLock(dataDir);
    ${andThen}
    console.log('held');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code]);
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child;
}

test('a folder that another process holds is refused', async () => {
  const dataDir = folder();
  const child = await holder(dataDir);
  await expect(takeLock(dataDir)).rejects.toThrow(`another instance (process ${child.pid}) already runs on`);
});

test('the lock of a killed process is taken over', async () => {
  const dataDir = folder();
  const child = await holder(dataDir);
  child.kill('SIGKILL');
  await once(child, 'close');
  await takeLock(dataDir);
  expect(lockHolder(dataDir)?.pid).toBe(process.pid);
});

test('a later process with the number of the one that died does not hold the folder', async () => {
  const dataDir = folder();
  writeFileSync(path.join(dataDir, 'lock'), JSON.stringify({ pid: process.ppid, start: 'long ago' }));
  await takeLock(dataDir);
  expect(lockHolder(dataDir)?.pid).toBe(process.pid);
});

test('a lock file that was cut off while it was written holds nobody up', async () => {
  const dataDir = folder();
  writeFileSync(path.join(dataDir, 'lock'), '{"pid":');
  const unlock = await takeLock(dataDir);
  unlock();
  expect(existsSync(path.join(dataDir, 'lock'))).toBe(false);
});

test('a folder whose holder is ending is waited for', async () => {
  const dataDir = folder();
  const child = await holder(dataDir, "markEnding(dataDir); process.on('SIGTERM', () => (unlock(), process.exit()));");
  expect(lockHolder(dataDir)).toMatchObject({ pid: child.pid, ending: true });
  const taking = takeLock(dataDir);
  child.kill('SIGTERM');
  await taking;
  expect(lockHolder(dataDir)?.pid).toBe(process.pid);
});

test('only the holder can say that it is ending', async () => {
  const dataDir = folder();
  const child = await holder(dataDir);
  markEnding(dataDir);
  expect(lockHolder(dataDir)).toEqual({ pid: child.pid, start: expect.any(String) });
});
