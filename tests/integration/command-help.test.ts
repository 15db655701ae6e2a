import { execFile } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';
import { BENCHES } from '../../bench/benches.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const TSX = ['--import', 'tsx'];
const NAME_ONE = `callwatch: name one of ${Object.keys(BENCHES).join(', ')}`;

function run(args: string[]): Promise<{ code: unknown; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: root }, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, stdout, stderr }),
    );
  });
}

test.each([
  ['admin', [...TSX, 'scripts/admin.ts'], /bootstrap[^]*reset-password[^]*list/],
  [
    'admin bootstrap',
    [...TSX, 'scripts/admin.ts', 'bootstrap'],
    /--email[^]*--password[^]*--organization[^]*--project/,
  ],
  ['import', [...TSX, 'scripts/import.ts'], /--key[^]*--follow/],
  ['db:repair', [...TSX, 'scripts/db-repair.ts'], /--day[^]*--project/],
  ['bench', ['scripts/bench.mjs'], new RegExp(Object.keys(BENCHES).join('[^]*'))],
  ['worker', ['scripts/worker.mjs'], /DATABASE_URL/],
])('%s --help prints how it is used and ends with 0', async (_, args, words) => {
  const { code, stdout, stderr } = await run([...args, '--help']);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^Usage: /);
  expect(stdout).toMatch(words);
});

test.each([
  ['a measurement that there is not', ['scripts/bench.mjs', 'coffee'], NAME_ONE],
  ['no measurement', ['scripts/bench.mjs'], NAME_ONE],
  [
    'an argument of the worker',
    ['scripts/worker.mjs', 'x'],
    'callwatch: "x" is not known: the worker takes no arguments',
  ],
])('%s is answered by a line, the usage and exit code 2', async (_, args, line) => {
  const { code, stdout, stderr } = await run(args);
  expect([code, stdout, stderr.split('\n')[0]]).toEqual([2, '', line]);
  expect(stderr).toMatch(/^Usage: /m);
});
