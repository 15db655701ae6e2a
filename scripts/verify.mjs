#!/usr/bin/env node
// `npm run verify`: everything that can be checked without a database and without a build.
import fs from 'node:fs';
import path from 'node:path';
import { buildPart } from './start/build.mjs';
import { root } from './start/data-folder.mjs';
import { installPackages } from './start/install.mjs';
import { report } from './start/report.mjs';
import { runNode } from './start/run.mjs';

/** @typedef {() => Promise<string | void>} Check throws, with what is wrong in `output` or its message; may return a note */

/** @param {string} file */
const readJson = (file) => JSON.parse(fs.readFileSync(path.join(root, file), 'utf8'));
const bin = (/** @type {string} */ file) => path.join(root, 'node_modules', file);
/** @returns {Check} */
const tool =
  (/** @type {string[]} */ ...args) =>
  async () => {
    await runNode([bin(args[0] ?? ''), ...args.slice(1)]);
  };

/** @type {Record<string, Check>} */
const checks = {
  types: tool('typescript/bin/tsc', '--noEmit'),
  format: tool('prettier/bin/prettier.cjs', '--check', '--cache', '--log-level=warn', '.'),
  lint: tool('oxlint/bin/oxlint', '-c', '.oxlintrc.json', '--type-aware', '--deny-warnings'),
  'dead code': tool('knip/bin/knip.js', '--treat-config-hints-as-errors'),
  boundaries: async () => {
    const { checkBoundaries } = await import('./verify/boundaries.mjs');
    const { modules, violations, unread } = await checkBoundaries(root);
    const wrong = violations.map(({ rule, from, to }) => `${rule}: ${from} → ${to}`);
    fail([...wrong, ...unread.map((file) => `not read: ${file}`)]);
    return `${modules} modules`;
  },
  'advisory floor': async () => {
    const { belowFloor } = await import('./verify/advisory-floor.mjs');
    fail(belowFloor(readJson('package-lock.json').packages, readJson('scripts/verify/advisory-floor.json')));
  },
};

/** @param {string[]} problems */
function fail(problems) {
  if (problems.length > 0) throw new Error(problems.join('\n'));
}

/**
 * @param {[string, Check]} check
 * @returns {Promise<boolean>}
 */
async function run([name, check]) {
  const began = performance.now();
  const took = () => `${((performance.now() - began) / 1000).toFixed(1)} s`;
  try {
    const note = await check();
    console.log(`ok      ${name} (${note ? `${note}, ` : ''}${took()})`);
    return true;
  } catch (error) {
    const { output, message = String(error) } = Object(error);
    console.log(`FAILED  ${name} (${took()})\n${String(output || message).trimEnd()}\n`);
    return false;
  }
}

process.chdir(root);
try {
  await installPackages(undefined, { dev: true });
  await buildPart('Prisma client');
  await buildPart('SDK');
  await runNode([bin('next/dist/bin/next'), 'typegen']); // types of the routes, which tsc reads
} catch (error) {
  report(error);
  process.exit(1);
}
const results = await Promise.all(Object.entries(checks).map(run));
const failures = results.filter((ok) => !ok).length;
console.log(failures === 0 ? `verified: ${results.length} checks` : `${failures} of ${results.length} checks failed`);
process.exitCode = failures === 0 ? 0 : 1;
