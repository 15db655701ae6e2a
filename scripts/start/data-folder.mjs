import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { Refusal } from './refusal.mjs';

/** @typedef {{ pid: number, url: string, superUrl: string, ownerUrl: string, appUrl: string }} Connection */

export const root = path.resolve(import.meta.dirname, '..', '..');

/**
 * The folder that keeps lock, secret, passwords and, where Postgres' user can reach it, the database.
 * @param {Record<string, string | undefined>} env
 */
export const dataFolder = (env) => path.resolve(root, env.CALLWATCH_DATA_DIR || '.callwatch');

/**
 * Makes the folder. Root leaves it searchable (an empty one that is there too), since Postgres runs as another user; the
 * secrets in it are 0600. Throws a Refusal when it cannot be made or written to.
 * @param {string} dataDir
 */
export function makeDataFolder(dataDir) {
  const mode = process.getuid?.() === 0 ? 0o711 : 0o700;
  try {
    makeFolders(dataDir, mode);
    if (fs.readdirSync(dataDir).length === 0) fs.chmodSync(dataDir, mode);
    fs.rmdirSync(fs.mkdtempSync(path.join(dataDir, 'probe-')));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : error;
    throw new Refusal(`CALLWATCH_DATA_DIR: cannot make or write to the folder ${dataDir} (${String(code)})`);
  }
}

/**
 * One level at a time: `recursive` never returns below a folder that takes no others, such as /proc.
 * @param {string} folder
 * @param {number} mode
 */
function makeFolders(folder, mode) {
  if (fs.existsSync(folder)) return;
  makeFolders(path.dirname(folder), mode);
  fs.mkdirSync(folder, { mode });
}

/**
 * A random secret that is made once and kept in a file only its owner can read.
 * @param {string} dataDir
 * @param {string} name
 */
export function keptSecret(dataDir, name) {
  const file = path.join(dataDir, name);
  if (!fs.existsSync(file)) writePrivate(file, randomBytes(32).toString('hex'));
  return fs.readFileSync(file, 'utf8').trim();
}

/**
 * Passwords of the embedded database's three roles.
 * @param {string} dataDir
 */
export function keptPasswords(dataDir) {
  const seed = (/** @type {string} */ role) => keptSecret(dataDir, `postgres-${role}.password`);
  return { superuser: seed('superuser'), owner: seed('owner'), app: seed('app') };
}

/**
 * Writes whole or not at all, readable by its owner only.
 * @param {string} file
 * @param {string} text
 */
export function writePrivate(file, text) {
  const partial = `${file}.${process.pid}.partial`;
  fs.writeFileSync(partial, text, { mode: 0o600 });
  fs.renameSync(partial, file);
}

/** @param {string} dataDir */
const connectionFile = (dataDir) => path.join(dataDir, 'connection.json');

/**
 * Tells other scripts (`admin`, `db:*`, `import`) how to reach the running embedded instance.
 * @param {string} dataDir
 * @param {Connection} connection
 */
export const saveConnection = (dataDir, connection) =>
  writePrivate(connectionFile(dataDir), `${JSON.stringify(connection, null, 2)}\n`);

/** @param {string} dataDir */
export const removeConnection = (dataDir) => fs.rmSync(connectionFile(dataDir), { force: true });

/**
 * @param {string} dataDir
 * @returns {Connection | undefined}
 */
export function readConnection(dataDir) {
  const file = connectionFile(dataDir);
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : undefined;
}
