import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { lockHolder, takeLock } from '../../../../scripts/start/lock.mjs';

function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), 'callwatch-lock-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

/** A process that holds the folder until it is killed. */
async function holder(dataDir: string) {
  const lock = path.resolve('scripts/start/lock.mjs');
  const code = `import { takeLock } from ${JSON.stringify(lock)}; await takeLock(${JSON.stringify(dataDir)}); console.log('held'); setInterval(() => {}, 1000);`;
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
