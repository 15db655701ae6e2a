import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { installSnippet } from '../../components/first-run/snippets';

const run = promisify(execFile);
const root = path.join(import.meta.dirname, '../..');
let folder = '';

/** A clone in which `npm start` has run, which does not build the SDK, and the empty folder of an API. */
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'callwatch-install-'));
  const clone = path.join(folder, "my friend's clone");
  const isSource = (file: string) => !/[\\/]sdk[\\/](dist|node_modules)/.test(file);
  await cp(path.join(root, 'sdk'), path.join(clone, 'sdk'), { recursive: true, filter: isSource });
  for (const file of ['package.json', 'tsconfig.json']) await cp(path.join(root, file), path.join(clone, file));
  await symlink(path.join(root, 'node_modules'), path.join(clone, 'node_modules'));
  await mkdir(path.join(folder, 'api'));
  await writeFile(path.join(folder, 'api/package.json'), '{ "name": "api", "type": "module" }\n');
});
afterAll(() => rm(folder, { recursive: true }));

it('what the first-run page gives for the shell installs an SDK that every adapter loads from', async () => {
  const clone = path.join(folder, "my friend's clone");
  const script = installSnippet({ url: 'http://127.0.0.1:3000', key: 'a-key', clone });
  const adapters = ['express', 'fastify', 'node'].map((name) => `import('callwatch/${name}')`).join(', ');
  const says = `Promise.all([${adapters}]).then((all) => console.log(all.map((one) => typeof one.callwatch).join(), process.env.CALLWATCH_KEY))`;
  const { stdout } = await run('sh', ['-c', `${script}\n"$0" -e "$1"`, process.execPath, says], {
    cwd: path.join(folder, 'api'),
    env: { ...process.env, npm_config_offline: 'true', npm_config_audit: 'false', npm_config_fund: 'false' },
  });
  expect(stdout.trim().split('\n').at(-1)).toBe('function,function,function a-key');
}, 60_000);
