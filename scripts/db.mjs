#!/usr/bin/env node
// `db.mjs migrate | status | diff | distribute`: on DATABASE_OWNER_URL, else DATABASE_URL, else the embedded database of the data folder,
// which is started for as long as it takes when no instance runs.
import path from 'node:path';
import { checkConnection } from './database/connect.mjs';
import { distribute } from './database/distribute.mjs';
import { migrate } from './database/migrate.mjs';
import { withEmbedded } from './database/with-embedded.mjs';
import { dataFolder, root } from './start/data-folder.mjs';
import { Refusal } from './start/refusal.mjs';
import { report } from './start/report.mjs';
import { runNode, StepError } from './start/run.mjs';

/** @typedef {(ownerUrl: string, appUrl?: string) => Promise<string>} Command gives what to print */

/**
 * @param {...string} args
 * @returns {Command}
 */
const prisma =
  (...args) =>
  (ownerUrl) =>
    runNode([path.join(root, 'node_modules/prisma/build/index.js'), 'migrate', ...args], {
      env: { DATABASE_OWNER_URL: ownerUrl },
    });

/** @type {Map<string, Command>} */
const commands = new Map(
  Object.entries({
    migrate: async (ownerUrl, appUrl) =>
      `applied: ${(await migrate(ownerUrl, appUrl)).join(', ') || 'nothing, the database is up to date'}`,
    distribute,
    status: prisma('status'),
    diff: prisma('diff', '--from-config-datasource', '--to-schema', 'prisma/schema.prisma', '--exit-code'),
  }),
);

/**
 * @param {Command} command
 * @returns {Promise<string>}
 */
async function onDatabase(command) {
  const { env } = process;
  const setting = ['DATABASE_OWNER_URL', 'DATABASE_DIRECT_URL', 'DATABASE_URL'].find((name) => env[name]);
  if (setting) {
    const ownerUrl = env[setting] ?? '';
    await checkConnection(setting, ownerUrl);
    return command(ownerUrl, env.DATABASE_DIRECT_URL || env.DATABASE_URL);
  }
  if (command === distribute) {
    throw new Refusal(
      'the embedded database cannot be distributed: set DATABASE_OWNER_URL to a database of your own with Citus',
    );
  }
  return withEmbedded(dataFolder(env), ({ ownerUrl, appUrl }) => command(ownerUrl, appUrl));
}

process.chdir(root);
const command = commands.get(process.argv[2] ?? '');
if (!command) {
  console.error('callwatch: usage: db.mjs migrate | status | diff | distribute');
  process.exit(2);
}
try {
  console.log((await onDatabase(command)).trim());
} catch (error) {
  if (error instanceof StepError)
    console.log(error.output.trim()); // Prisma's own report
  else report(error);
  process.exitCode = 1;
}
