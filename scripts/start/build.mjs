import fs from 'node:fs';
import path from 'node:path';
import { writeApiMethods } from './api-methods.mjs';
import { root } from './data-folder.mjs';
import { digestSources } from './digest.mjs';
import { say, step } from './progress.mjs';
import { runNode } from './run.mjs';

/** @typedef {{ sources: string[], output: string, slow?: boolean, work: (signal?: AbortSignal) => Promise<unknown> }} Part */

const bin = (/** @type {string} */ file) => path.join(root, 'node_modules', file);

/**
 * Server, worker and demo, which takes the SDK from its sources: building the package with its types takes seconds that
 * a first start need not wait for. `env.js` is what the launcher checks the settings with.
 */
const SERVER_BUNDLES = {
  server: 'server.ts',
  worker: 'worker/main.ts',
  demo: 'demo/main.ts',
  'demo-owner': 'demo/owner/make-owner.ts',
  'demo-history': 'demo/history/thread.ts',
  env: 'lib/env.ts',
};

/** Commands as tests start them, many times: with tsx, as people do, each start would take a second of a processor. */
const COMMANDS = { import: 'scripts/import.ts', admin: 'scripts/admin.ts', 'db-repair': 'scripts/db-repair.ts' };

/** The build's parts. Each is made again when its sources differ from those of the last time or its output is gone. */
const parts = /** @satisfies {Record<string, Part>} */ ({
  'Prisma client': {
    sources: ['prisma/schema.prisma', 'prisma.config.ts', 'package-lock.json'],
    output: 'lib/generated/prisma/client.ts',
    work: (signal) => runNode([bin('prisma/build/index.js'), 'generate', '--no-hints'], { signal }),
  },
  SDK: {
    sources: ['sdk', 'package-lock.json'],
    output: 'sdk/dist',
    work: (signal) => runNode(['build.mjs'], { signal, cwd: path.join(root, 'sdk') }),
  },
  networks: {
    sources: [
      'scripts/pack-networks.ts',
      'scripts/network-licences.ts',
      'lib/formats/networks',
      'node_modules/@ip-location-db/asn/package.json',
    ],
    output: 'dist/networks.bin',
    work: (signal) => runNode(['--import', 'tsx', 'scripts/pack-networks.ts'], { signal }),
  },
  bundles: {
    sources: ['server.ts', 'worker', 'demo', 'lib', 'sdk/src', 'package-lock.json'],
    output: 'dist/server.js',
    work: () => bundle(SERVER_BUNDLES, { outdir: 'dist' }),
  },
  commands: {
    sources: ['scripts', 'worker', 'lib', 'package-lock.json'],
    output: '.cache/commands/import.js',
    work: () => bundle(COMMANDS, { outdir: '.cache/commands' }),
  },
  pages: {
    sources: [
      'app',
      'components',
      'lib',
      'public',
      'proxy.ts',
      'next.config.js',
      'postcss.config.mjs',
      'scripts/start/api-methods.mjs',
      'package-lock.json',
    ],
    output: '.next/BUILD_ID',
    slow: true,
    work: async (signal) => {
      await runNode([bin('next/dist/bin/next'), 'build'], { signal, env: buildEnv() });
      writeApiMethods();
    },
  },
});

/** @type {readonly (keyof typeof parts)[]} */
const SERVER_PARTS = ['bundles', 'networks'];

/**
 * Builds one part if it is stale.
 * @param {keyof typeof parts} name
 * @param {AbortSignal} [signal]
 */
export async function buildPart(name, signal) {
  /** @type {Part} */
  const part = parts[name];
  const stamp = path.join(root, '.cache', 'build', name.replace(' ', '-').toLowerCase());
  const digest = digestSources(part.sources);
  if (fs.existsSync(path.join(root, part.output)) && readIfThere(stamp) === digest) return;
  if (part.slow) say(`building the ${name} …`);
  fs.rmSync(stamp, { force: true });
  await step(`${name} built`, async () => {
    await part.work(signal);
  });
  fs.mkdirSync(path.dirname(stamp), { recursive: true });
  fs.writeFileSync(stamp, digest);
}

/**
 * Builds what server and worker run with. The Prisma client comes first, since the others import it.
 * @param {AbortSignal} [signal]
 * @param {readonly (keyof typeof parts)[]} [more] built at the same time
 */
export async function buildServer(signal, more = []) {
  await buildPart('Prisma client', signal);
  await Promise.all([...SERVER_PARTS, ...more].map((part) => buildPart(part, signal)));
}

/**
 * Builds what is stale.
 * @param {{ signal?: AbortSignal, pages?: boolean }} [options]
 */
export async function buildAll({ signal, pages = true } = {}) {
  await buildServer(signal, ['SDK']);
  if (pages) await buildPart('pages', signal);
}

/** Nothing in the build needs a real one; Next evaluates modules that ask for it. */
function buildEnv() {
  return { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' };
}

/**
 * One file for each entry point.
 * @param {Record<string, string>} entryPoints sources by the name of their bundle
 * @param {{ outdir: string }} where
 */
async function bundle(entryPoints, { outdir }) {
  const { build } = await import('esbuild');
  await build({
    absWorkingDir: root,
    entryPoints,
    outdir,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    alias: { 'callwatch/express': path.join(root, 'sdk/src/adapters/express/index.ts') },
    sourcemap: true,
    logLevel: 'silent',
  });
}

/** @param {string} file */
const readIfThere = (file) => (fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined);
