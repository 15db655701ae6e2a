import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SDK_NAME } from '../../sdk/src/core/client';

const run = promisify(execFile);
const root = path.join(import.meta.dirname, '../..');
const node = (...args: string[]) => run(process.execPath, args, { cwd: folder });
let folder = '';

/** A host's folder with the package in its node_modules, built from the sources as they are now. */
beforeAll(async () => {
  folder = await mkdtemp(path.join(root, 'node_modules/.sdk-package-'));
  const installed = path.join(folder, 'node_modules/callwatch');
  await run(process.execPath, [path.join(root, 'sdk/build.mjs'), '--out', path.join(installed, 'dist')]);
  await symlink(path.join(root, 'sdk/package.json'), path.join(installed, 'package.json'));
});
afterAll(() => rm(folder, { recursive: true }));

const use = "app.use(callwatch({ key: 'k', url: 'http://127.0.0.1:9' })); console.log(typeof callwatch.login);";

test('the two lines work in an ES module', async () => {
  const file = path.join(folder, 'host.mjs');
  await writeFile(
    file,
    `import express from 'express';import { callwatch } from 'callwatch/express';const app = express();${use}`,
  );
  expect((await node(file)).stdout).toBe('function\n');
});

test('the two lines work in CommonJS', async () => {
  const file = path.join(folder, 'host.cjs');
  await writeFile(
    file,
    `const express = require('express');const { callwatch } = require('callwatch/express');const app = express();${use}`,
  );
  expect((await node(file)).stdout).toBe('function\n');
});

test('the types hold in strict hosts of both kinds', async () => {
  const source = (loadExpress: string): string => `${loadExpress}
import type { Request } from 'express';
import { callwatch } from 'callwatch/express';
const app = express();
const watch = callwatch({ consumer: (req: Request) => req.get('x-customer'), trustedProxies: ['10.0.0.0/8'] });
app.use(watch);
app.post('/graphql', (req) => callwatch.login(req, { account: 'ada', outcome: 'failure' }));
app.use(callwatch.errors);
export const queued: number | undefined = watch.stats()?.queued;
// @ts-expect-error an outcome that does not exist
app.get('/', (req) => callwatch.login(req, { outcome: 'maybe' }));
`;
  await writeFile(path.join(folder, 'typed.mts'), source("import express from 'express';"));
  await writeFile(path.join(folder, 'typed.cts'), source("import express = require('express');"));
  const compilerOptions = {
    skipLibCheck: true,
    noEmit: true,
    strict: true,
    exactOptionalPropertyTypes: true,
    module: 'nodenext',
    types: ['node'],
  };
  const config = { compilerOptions, files: ['typed.mts', 'typed.cts'] };
  await writeFile(path.join(folder, 'tsconfig.json'), JSON.stringify(config));
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
  await node(tsc, '-p', folder).catch((error) => expect.fail(error.stdout));
});

test('nothing but Node is loaded, and the version that is sent is the one of the package', async () => {
  const manifest: unknown = JSON.parse(await readFile(path.join(root, 'sdk/package.json'), 'utf8'));
  expect(manifest).toMatchObject({ version: SDK_NAME.replace('node/', '') });
  expect(manifest).not.toHaveProperty('dependencies');
  const built = await readFile(path.join(folder, 'node_modules/callwatch/dist/index.js'), 'utf8');
  const imports = [...built.matchAll(/from "([^"]+)"/g)].map((match) => match[1]);
  expect(imports.length).toBeGreaterThan(3);
  expect(imports.filter((name) => !name?.startsWith('node:'))).toEqual([]);
});
