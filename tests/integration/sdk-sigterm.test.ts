import { fork } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = path.join(import.meta.dirname, '../..');
const folder = path.join(root, `node_modules/.cache/sdk-sigterm-${process.pid}`);

/** The host with its SDK in one file, and what a second copy of the SDK listens by in another. */
beforeAll(async () => {
  const entryPoints = { host: 'tests/support/sdk-sigterm-host.ts', other: 'sdk/src/core/exit.ts' };
  const form = { bundle: true, format: 'esm', platform: 'node', outExtension: { '.js': '.mjs' } } as const;
  await build({ ...form, absWorkingDir: root, entryPoints, outdir: folder });
});
afterAll(() => rm(folder, { recursive: true }));

/** How a host that listens like this ends after one SIGTERM, and how many listeners it and its SDKs had. */
async function ended(listens: string, copies: number) {
  const other = copies > 1 ? { HOST_OTHER: path.join(folder, 'other.mjs') } : {};
  const child = fork(path.join(folder, 'host.mjs'), { env: { ...process.env, HOST_LISTENS: listens, ...other } });
  const [ready] = await once(child, 'message');
  child.disconnect();
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  const [code, signal] = await exit;
  return { listeners: Number(ready.listeners), code, signal };
}

const hosts = ['once before', 'once after', 'on before', 'on after'].flatMap((listens) =>
  [1, 2].map((copies) => [listens, copies] as const),
);

test.each(hosts)('a host that listens %s the SDK (%i of them) ends its own shutdown', async (listens, copies) => {
  expect(await ended(listens, copies)).toEqual({ listeners: copies + 1, code: 7, signal: null });
});

test.each([1, 2])('a host that never listens (%i SDKs) ends by the signal', async (copies) => {
  expect(await ended('never', copies)).toEqual({ listeners: copies, code: null, signal: 'SIGTERM' });
});
