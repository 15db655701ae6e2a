import fs from 'node:fs';
import path from 'node:path';
import { root } from './data-folder.mjs';
import { say, step } from './progress.mjs';
import { runNode } from './run.mjs';

/** @typedef {{ version?: string, dev?: boolean, optional?: boolean, link?: boolean, resolved?: string }} Locked */
/** @typedef {Record<string, Locked>} Packages */

const FLAGS = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

/**
 * Installs the packages when some are missing or other versions than the lock file names. Those of tests and checks, a
 * third of the download, only when `dev` is set. No package's own script runs: none is needed, and one of them downloads.
 * @param {AbortSignal} [signal]
 * @param {{ dev?: boolean }} [options]
 */
export async function installPackages(signal, { dev = false } = {}) {
  const wanted = readLock('package-lock.json');
  const installed = readInstalled();
  const stale = installed ? firstDifference(wanted, installed, { dev }) : undefined;
  if (installed && !stale) return;
  say(`installing packages (${stale ? `${stale} is missing or of another version` : 'none are there'}) …`);
  // `ci` removes everything first, which an instance that runs from here would not survive
  const isAddition = installed && !firstDifference(wanted, installed, { dev: false });
  const command = isAddition ? ['install', '--no-save'] : ['ci'];
  const scope = dev || hasDev(installed) ? '--include=dev' : '--omit=dev';
  await step('packages installed', async () => {
    await runNode([npmScript(), ...command, scope, ...FLAGS], { signal, env: { NODE_ENV: 'development' } });
  });
}

/**
 * Whoever has the packages of tests keeps them when others change.
 * @param {Packages} [installed]
 */
const hasDev = (installed = {}) => Object.values(installed).some(({ dev }) => dev);

/** What npm wrote that it installed; undefined when it did not, or not to the end. */
function readInstalled() {
  const record = path.join('node_modules', '.package-lock.json');
  return fs.existsSync(path.join(root, record)) ? readLock(record) : undefined;
}

/**
 * The first package that the lock file names and the installed ones lack or have in another version. Optional packages
 * may be absent, and without `dev` those of tests and checks.
 * @param {Packages} wanted
 * @param {Packages} installed
 * @param {{ dev: boolean }} options
 * @returns {string | undefined}
 */
export function firstDifference(wanted, installed, options) {
  const stale = Object.entries(wanted).find(([name, { version, dev, optional }]) => {
    if (!name.startsWith('node_modules/') || optional || (dev && !options.dev)) return false;
    return installed[name] === undefined || installed[name].version !== version;
  });
  return stale?.[0].replace('node_modules/', '');
}

/**
 * @param {string} file
 * @returns {Packages}
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
