import { spawn } from 'node:child_process';
import { statfs } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { initCluster } from './cluster.mjs';
import { prepareFiles } from './files.mjs';
import { launchOnFreePort, launchPostmaster, stopPostmaster } from './launch.mjs';
import { isPostgresOn, readPidFile, removePidFile } from './pid-file.mjs';
import { isAlive, pause, startTime } from './pids.mjs';
import { freePort, isListening } from './ports.mjs';

/** @typedef {import('./files.mjs').PostgresFiles} PostgresFiles */
/**
 * @typedef {object} Embedded
 * @property {number} port
 * @property {boolean} adopted
 * @property {string} log its file
 * @property {string} data the folder of its files
 * @property {() => boolean} isRunning
 * @property {(signal: AbortSignal, onFull: () => void) => Promise<void>} relaunch after an end that nobody asked for, on the
 *   same port; tells when it waits for space on the disk
 * @property {() => Promise<void>} stop
 */
/**
 * @typedef {object} Options
 * @property {string} dataDir
 * @property {string} superPassword
 * @property {Record<string, string>} [settings]
 * @property {number | undefined} [serverPort] that the server will want
 */

const ORPHANS_END_WITHIN_MS = 20_000;
/** Two files of the write-ahead log: with less a start may not come to its end. */
const ROOM_BYTES = 32 * 2 ** 20;
const ROOM_POLL_MS = 1_000;

/**
 * Starts the embedded Postgres of a data folder, or adopts the one that a killed launcher left behind. The caller holds
 * the folder's lock. A watchdog ends Postgres when this process dies without calling `stop`.
 * @param {Options} options
 * @returns {Promise<Embedded>}
 */
export async function startPostgres({ dataDir, superPassword, settings = {}, serverPort }) {
  const files = prepareFiles(dataDir);
  await initCluster(files, superPassword);
  const left = await leftBehind(files);
  const { pid, port } = left ?? (await launchOnFreePort(files, { settings }, () => freePort(serverPort)));
  let current = guard(pid, dataDir);
  const relaunch = async (/** @type {AbortSignal} */ signal, /** @type {() => void} */ onFull) => {
    current.dismissWatchdog();
    const launched = await relaunchPostmaster(files, { port, settings, signal }, onFull);
    current = guard(launched.pid, dataDir);
  };
  const stop = async () => {
    if (current.isRunning()) await stopPostmaster(current.pid);
    current.dismissWatchdog();
  };
  const { log, data } = files;
  return { port, adopted: left !== undefined, log, data, isRunning: () => current.isRunning(), relaunch, stop };
}

/**
 * Starts a postmaster in the place of one that died. Its orphaned backends hold the shared memory, and perhaps the port,
 * until they notice, so a start that fails is tried again for a while; on a full disk until there is room, and for a while more.
 * @param {PostgresFiles} files
 * @param {import('./launch.mjs').LaunchOptions} options
 * @param {() => void} onFull
 */
async function relaunchPostmaster(files, options, onFull) {
  let deadline = performance.now() + ORPHANS_END_WITHIN_MS;
  for (;;) {
    const stale = readPidFile(files);
    if (stale && !(isAlive(stale.pid) && isPostgresOn(stale.pid, files.data))) removePidFile(files);
    try {
      return await launchPostmaster(files, options);
    } catch (error) {
      const isFull = !(await hasRoom(files));
      if (options.signal?.aborted || (!isFull && performance.now() > deadline)) throw error;
      if (isFull) {
        onFull();
        await untilRoom(files, options.signal);
        deadline = performance.now() + ORPHANS_END_WITHIN_MS;
      }
    }
    await pause(250);
  }
}

/**
 * @param {PostgresFiles} files
 * @param {AbortSignal | undefined} signal
 */
async function untilRoom(files, signal) {
  while (!signal?.aborted && !(await hasRoom(files))) await pause(ROOM_POLL_MS);
}

/** @param {PostgresFiles} files */
async function hasRoom({ data }) {
  const { bavail, bsize } = await statfs(data);
  return bavail * bsize >= ROOM_BYTES;
}

/**
 * Puts a watchdog beside a postmaster: it ends with this process.
 * @param {number} pid
 * @param {string} dataDir
 */
export function guard(pid, dataDir) {
  const began = startTime(pid);
  const isRunning = () => isAlive(pid) && startTime(pid) === began;
  return { pid, isRunning, dismissWatchdog: startWatchdog(pid, dataDir) };
}

/**
 * A postmaster that still runs on these files. One on its way out is waited for; a stale pid file is removed.
 * @param {PostgresFiles} files
 */
async function leftBehind(files) {
  for (;;) {
    const found = readPidFile(files);
    if (!found) return undefined;
    if (!isAlive(found.pid) || !isPostgresOn(found.pid, files.data)) break;
    if (found.status === 'ready' && (await isListening(found.port))) return found;
    await pause(25);
  }
  removePidFile(files);
  return undefined;
}

/**
 * @param {number} pid
 * @param {string} dataDir
 * @returns {() => void} lets the watchdog go
 */
function startWatchdog(pid, dataDir) {
  const script = fileURLToPath(new URL('./watchdog.mjs', import.meta.url));
  const child = spawn(process.execPath, [script, String(pid), dataDir], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.unref();
  return () => child.stdin.destroy();
}
