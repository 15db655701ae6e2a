#!/usr/bin/env node
// `npm test [-- SUITE…]`: makes the machine ready and runs the suites, with one closing line for all of them.
// Suites: unit, integration, e2e (these three when none is named) and full, where a skipped test is a failure.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { buildAll } from './start/build.mjs';
import { root } from './start/data-folder.mjs';
import { installPackages } from './start/install.mjs';
import { createLifetime } from './start/lifetime.mjs';
import { report } from './start/report.mjs';
import { closingLine, countResults } from './test/counts.mjs';

const RESULTS = path.join(root, '.cache', 'test-results.json');
const suites = process.argv.slice(2).length > 0 ? process.argv.slice(2) : ['unit', 'integration', 'e2e'];

/** @param {AbortSignal} signal */
async function prepare(signal) {
  await installPackages(signal, { dev: true });
  await buildAll({ signal, pages: suites.includes('e2e') || suites.includes('full') });
}

/**
 * @param {AbortSignal} signal
 * @returns {Promise<number>} vitest's exit code
 */
function runSuites(signal) {
  fs.rmSync(RESULTS, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${RESULTS}`];
  const projects = suites.map((name) => `--project=${name}*`);
  const vitest = path.join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const child = spawn(process.execPath, [vitest, 'run', ...projects, ...reporters], {
    cwd: root,
    stdio: 'inherit',
    signal,
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/** Of each test file; none when vitest did not come as far as its report. */
const results = () => (fs.existsSync(RESULTS) ? JSON.parse(fs.readFileSync(RESULTS, 'utf8')).testResults : []);

process.chdir(root);
const lifetime = createLifetime();
try {
  await prepare(lifetime.signal);
  const code = await runSuites(lifetime.signal);
  const counts = countResults(results(), { code, skipIsFailure: suites.includes('full') });
  console.log(closingLine(counts));
  process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1;
} catch (error) {
  report(error);
  console.log(closingLine({ passed: 0, failed: 1, skipped: 0 }));
  process.exitCode = 1;
}
await lifetime.close();
process.exit();
