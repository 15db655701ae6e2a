#!/usr/bin/env node
// `npm run worker`: one more worker for a running instance, embedded or on DATABASE_URL.
import { buildAll } from './start/build.mjs';
import { dataFolder, makeDataFolder, root } from './start/data-folder.mjs';
import { installPackages } from './start/install.mjs';
import { instanceSettings } from './start/instance.mjs';
import { createLifetime } from './start/lifetime.mjs';
import { say } from './start/progress.mjs';
import { report } from './start/report.mjs';
import { supervise } from './start/supervise.mjs';
import { answerUsage } from './start/usage.mjs';

const [argument] = process.argv.slice(2);
answerUsage({
  usage: [
    'Usage: npm run worker',
    '',
    'Runs one more worker (rollups, detection, deliveries) for the instance that runs on CALLWATCH_DATA_DIR, or for the',
    'database of DATABASE_URL with CALLWATCH_SECRET. Takes no arguments; it ends with Ctrl-C.',
  ].join('\n'),
  problem: argument === undefined ? undefined : `"${argument}" is not known: the worker takes no arguments`,
});

process.chdir(root);
const lifetime = createLifetime();
try {
  const dataDir = dataFolder(process.env);
  makeDataFolder(dataDir);
  const env = { ...instanceSettings(process.env), NODE_ENV: 'production', CALLWATCH_ROLES: 'worker' };
  await installPackages(lifetime.signal);
  await buildAll({ signal: lifetime.signal, pages: false });
  const { url } = await supervise({ name: 'worker', script: 'dist/worker.js', dataDir, env }, lifetime);
  say(`worker ready, /healthz, /readyz and /metrics on ${url}`);
  await lifetime.ended;
} catch (error) {
  if (!lifetime.signal.aborted) {
    report(error);
    process.exitCode = 1;
  }
}
await lifetime.close();
process.exit();
