import fs from 'node:fs';
import path from 'node:path';
import { root } from './data-folder.mjs';
import { say, step } from './progress.mjs';
import { runNode } from './run.mjs';

/** @typedef {{ version?: string, optional?: boolean, link?: boolean, resolved?: string }} Locked */

/**
 * Installs the packages when some are missing or other versions than the lock file names.
 * @param {AbortSignal} [signal]
 */
export async function installPackages(signal) {
  const reason = reasonToInstall();
  if (!reason) return;
  say(`installing packages (${reason}) …`);
  await step('packages installed', async () => {
    await runNode([npmScript(), 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], {
      signal,
      env: { NODE_ENV: 'development' },
    });
  });
}

/** Why the packages have to be installed, if they have to. */
function reasonToInstall() {
  const record = path.join('node_modules', '.package-lock.json'); // npm writes here what it installed
  if (!fs.existsSync(path.join(root, record))) return 'none are there';
  const stale = firstDifference(readLock('package-lock.json'), readLock(record));
  return stale && `${stale} is missing or of another version`;
}

/**
 * The first package that the lock file names and the installed ones lack or have in another version. Optional packages
 * may be absent.
 * @param {Record<string, Locked>} wanted
 * @param {Record<string, Locked>} installed
 * @returns {string | undefined}
 */
export function firstDifference(wanted, installed) {
  const stale = Object.entries(wanted).find(([name, { version, optional }]) => {
    if (!name.startsWith('node_modules/') || optional) return false;
    return installed[name] === undefined || installed[name].version !== version;
  });
  return stale?.[0].replace('node_modules/', '');
}

/**
 * @param {string} file
 * @returns {Record<string, Locked>}
 */
const readLock = (file) => JSON.parse(fs.readFileSync(path.join(root, file), 'utf8')).packages;

/** npm as a Node script: the one that runs us, else the one beside Node. */
function npmScript() {
  const beside = path.join(path.dirname(process.execPath), '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js');
  const windows = path.join(path.dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js');
  const candidates = [process.env.npm_execpath, beside, windows].filter((file) => file?.endsWith('npm-cli.js'));
  const found = candidates.find((file) => file && fs.existsSync(file));
  if (!found) throw new Error('npm was not found: run "npm ci" first');
  return found;
}
