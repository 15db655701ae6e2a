#!/usr/bin/env node
// From a clean clone to a running Callwatch: packages, Postgres, migrations, build, server and worker. `--demo` adds the
// demo shop. Until the packages are there it uses nothing but Node.
import { migrate } from './database/migrate.mjs';
import { openEmbedded, openExternal } from './database/open.mjs';
import { buildPart, buildServer } from './start/build.mjs';
import { dataFolder, makeDataFolder, readConnection, root } from './start/data-folder.mjs';
import { installPackages } from './start/install.mjs';
import { keepPostgres } from './start/keep-postgres.mjs';
import { createLifetime } from './start/lifetime.mjs';
import { markEnding, takeLock } from './start/lock.mjs';
import { elapsed, say, step } from './start/progress.mjs';
import { report } from './start/report.mjs';
import { serve } from './start/serve.mjs';
import { checkEarly, readSettings } from './start/settings.mjs';

/** @typedef {import('./start/lifetime.mjs').Lifetime} Lifetime */
/** @typedef {import('./database/open.mjs').Database} Database */

/**
 * @param {Lifetime} lifetime
 * @param {{ demo: boolean }} options
 */
async function start(lifetime, { demo }) {
  const { env } = process;
  const { signal } = lifetime;
  const dataDir = dataFolder(env);
  makeDataFolder(dataDir);
  await lifetime.own(takeLock(dataDir), (unlock) => unlock());
  signal.addEventListener('abort', () => markEnding(dataDir));
  // a connection that nobody put away: the launcher was killed, and its server may take a moment to end
  await checkEarly(env, { portWaitMs: readConnection(dataDir) ? 5_000 : 0 });
  await installPackages(signal);
  await buildServer(signal);
  const settings = await readSettings(env, dataDir);
  const [database] = await Promise.all([
    openDatabase(lifetime, { dataDir, url: settings.url, serverPort: settings.port }),
    settings.roles.has('web') ? buildPart('pages', signal) : undefined,
  ]);
  signal.throwIfAborted();
  await serve(lifetime, { dataDir, demo, settings, database });
  say(`ready ${settings.url} in ${elapsed()}`);
}

/**
 * @param {Lifetime} lifetime
 * @param {{ dataDir: string, url: string, serverPort: number }} options
 */
async function openDatabase(lifetime, options) {
  const opening = process.env.DATABASE_URL ? openExternal(process.env) : openEmbedded(options);
  const close = (/** @type {Database} */ opened) => opened.stop();
  const database = await step(
    'Postgres',
    () => lifetime.own(opening, close),
    ({ summary }) => summary,
  );
  if (database.embedded) keepPostgres(database.embedded, lifetime);
  if (database.warning) say(`warning: ${database.warning}`);
  await step(
    'migrations',
    () => migrate(database.ownerUrl, database.directUrl ?? database.appUrl),
    (applied) => applied.join(', ') || 'up to date',
  );
  return database;
}

process.chdir(root);
const lifetime = createLifetime();
try {
  await Promise.race([start(lifetime, { demo: process.argv.includes('--demo') }), lifetime.ended]);
  await lifetime.ended;
  say('stopping');
} catch (error) {
  if (!lifetime.signal.aborted) {
    report(error);
    process.exitCode = 1;
  }
}
await lifetime.close();
process.exit();
