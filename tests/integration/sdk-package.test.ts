import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SDK_NAME } from '../../sdk/src/core/send/transport';
import { startCollector } from '../support/sdk-collector';

const run = promisify(execFile);
const root = path.join(import.meta.dirname, '../..');
const node = (...args: string[]) => run(process.execPath, args, { cwd: folder });
let folder = '';
/** What the build prints of sizes. */
let sizes = '';
/** What a host may load with its app, after gzip: the core, and each adapter beside it. */
const MOST_BYTES = { index: 5_000, express: 1_000, fastify: 1_000, node: 1_000 };

/** A host's folder with the package in its node_modules, built from the sources as they are now. */
beforeAll(async () => {
  folder = await mkdtemp(path.join(root, 'node_modules/.sdk-package-'));
  const installed = path.join(folder, 'node_modules/callwatch');
  const build = [path.join(root, 'sdk/build.mjs'), '--sizes', '--out', path.join(installed, 'dist')];
  sizes = (await run(process.execPath, build)).stdout;
  await symlink(path.join(root, 'sdk/package.json'), path.join(installed, 'package.json'));
});
afterAll(() => rm(folder, { recursive: true }));

/** The lines of each framework's section in sdk/README.md, in a host that says whether they work. */
const hosts = {
  express: {
    load: "const { default: express } = await import('express'); const app = express();",
    use: 'app.use(callwatch(options));',
  },
  fastify: {
    load: "const { default: fastify } = await import('fastify'); const app = fastify();",
    use: 'await app.register(callwatch(options)); await app.ready();',
  },
  node: {
    load: "const { createServer } = await import('node:http'); const server = createServer();",
    use: 'callwatch(server, options);',
  },
};
/** A host of either kind that does what `body` says with the adapter. */
const sourceOf = (framework: string, kind: string, body: string): string =>
  kind === 'mjs'
    ? `import { callwatch } from 'callwatch/${framework}'; ${body}`
    : `const { callwatch } = require('callwatch/${framework}'); (async () => { ${body} })();`;

const hostsAndKinds = (['express', 'fastify', 'node'] as const).flatMap((framework) =>
  (['mjs', 'cjs'] as const).map((kind) => [framework, kind] as const),
);

test.each(hostsAndKinds)('the two lines of %s work in a .%s host', async (framework, kind) => {
  const file = path.join(folder, `${framework}.${kind}`);
  const { load, use } = hosts[framework];
  const options = "const options = { key: 'k', url: 'http://127.0.0.1:9' };";
  await writeFile(file, sourceOf(framework, kind, `${options} ${load} ${use} console.log(typeof callwatch.login);`));
  expect((await node(file)).stdout).toBe('function\n');
});

/** A host that asks itself until a response action refuses it. */
const refused = {
  load: "const { createServer } = await import('node:http'); const server = createServer((_, response) => response.end());",
  ask: `const watch = callwatch(server, { key: 'k', url: process.env.CALLWATCH_URL });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    const ask = async () => (await fetch('http://127.0.0.1:' + server.address().port)).status;
    let status = await ask();
    while (status === 200) status = await ask();
    console.log(status);
    await watch.close();
    process.exit();`,
};

test.each(['mjs', 'cjs'])('a .%s host loads what carries out response actions when there is one', async (kind) => {
  const collector = await startCollector();
  const expiresAtMs = Date.now() + 60_000;
  collector.actions = [{ id: '1', kind: 'block', subject: 'caller', value: '127.0.0.1', expiresAtMs, dryRun: false }];
  const file = path.join(folder, `refused.${kind}`);
  await writeFile(file, sourceOf('node', kind, `${refused.load} ${refused.ask}`));
  const env = { ...process.env, CALLWATCH_URL: collector.url };
  const { stdout } = await run(process.execPath, [file], { cwd: folder, env, timeout: 20_000 });
  await collector.close();
  expect(stdout).toBe('403\n');
});

/** A host that serves one call, whose SDK logs one line for all that it cannot do. */
const served = `const { createServer } = await import('node:http');
  const server = createServer((_, response) => response.end());
  const watch = callwatch(server, { key: 'k', url: 'http://127.0.0.1:9', log: console.log });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  console.log((await fetch('http://127.0.0.1:' + server.address().port)).status);
  await watch.flush();
  const { captured, acknowledged, dropped, queued } = watch.stats();
  console.log(JSON.stringify({ captured, acknowledged, dropped, queued }));
  server.close();
  server.closeAllConnections();`;

test.each(['mjs', 'cjs'])(
  'a .%s host whose SDK cannot load what sends serves, counts and ends as ever',
  async (kind) => {
    const lame = await mkdtemp(path.join(folder, 'lame-'));
    await mkdir(path.join(lame, 'node_modules'));
    await cp(path.join(folder, 'node_modules/callwatch'), path.join(lame, 'node_modules/callwatch'), {
      recursive: true,
    });
    for (const name of ['send.js', 'send.cjs']) await rm(path.join(lame, 'node_modules/callwatch/dist', name));
    const file = path.join(lame, `host.${kind}`);
    await writeFile(file, sourceOf('node', kind, served));
    const { stdout, stderr } = await run(process.execPath, [file], { cwd: lame, timeout: 20_000 });
    expect(stdout.trim().split('\n').sort()).toEqual([
      '200',
      expect.stringMatching(/^cannot load what sends calls \(.*send\.c?js.*\), they wait in memory$/),
      '{"captured":1,"acknowledged":0,"dropped":{},"queued":1}',
    ]);
    expect(stderr).toBe('');
  },
);

const files = Object.entries(MOST_BYTES).flatMap(([name, limit]) =>
  ['js', 'cjs'].map((kind) => [`${name}.${kind}`, limit] as const),
);
test.each(files)('%s is at most %i bytes after gzip -9, and its size is told', async (file, limit) => {
  const module = await readFile(path.join(folder, 'node_modules/callwatch/dist', file));
  const { length } = gzipSync(module, { level: 9 });
  expect(length).toBeLessThanOrEqual(limit);
  expect(sizes.split('\n')).toContain(`${file}: ${module.length} bytes, ${length} gzipped`);
});

test('the types hold in strict hosts of both kinds', async () => {
  const source = (loadExpress: string): string => `${loadExpress}
import { createServer } from 'node:http';
import type { Request } from 'express';
import { fastify, type FastifyRequest } from 'fastify';
import { callwatch } from 'callwatch/express';
import { callwatch as fastifyWatch } from 'callwatch/fastify';
import { callwatch as nodeWatch } from 'callwatch/node';
const app = express();
const watch = callwatch({ consumer: (req: Request) => req.get('x-customer'), trustedProxies: ['10.0.0.0/8'] });
app.use(watch);
app.post('/graphql', (req) => callwatch.login(req, { account: 'ada', outcome: 'failure' }));
app.use(callwatch.errors);
void fastify().register(fastifyWatch({ consumer: (request) => request.headers['x-customer']?.toString() }));
void fastify().register(fastifyWatch({ consumer: (request: FastifyRequest) => request.hostname }));
const server = createServer();
export const node: number | undefined = nodeWatch(server, { route: (req) => req.url }).stats()?.captured;
createServer(nodeWatch((_req, res) => res.end(), { key: 'k' }));
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
  const dist = path.join(folder, 'node_modules/callwatch/dist');
  const modules = (await readdir(dist)).filter((name) => /\.c?js$/.test(name));
  const built = await Promise.all(modules.map((name) => readFile(path.join(dist, name), 'utf8')));
  const loaded = built.flatMap((text) => [...text.matchAll(/(?:from ?|import\(|require\()"([^"]+)"/g)]);
  const names = loaded.map((match) => String(match[1]));
  expect(names).toEqual(expect.arrayContaining(['node:http', './send.js', './send.cjs', './respond.js']));
  expect(names.filter((name) => !/^node:|^\.\/(index|send|respond)\.c?js$/.test(name))).toEqual([]);
});
