import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { initCluster } from './cluster.mjs';
import { prepareFiles } from './files.mjs';
import { launchPostmaster } from './launch.mjs';
import { isPostgresOn, readPidFile, removePidFile } from './pid-file.mjs';
import { isAlive, pause, signalProcess, waitForExit } from './pids.mjs';
import { isListening } from './ports.mjs';

/** @typedef {import('./files.mjs').PostgresFiles} PostgresFiles */
/** @typedef {{ pid: number, port: number, adopted: boolean, stop: () => Promise<void> }} Embedded */
/** @typedef {{ dataDir: string, superPassword: string, settings?: Record<string, string> }} Options */

/**
 * Starts the embedded Postgres of a data folder, or adopts the one that a killed launcher left behind. The caller holds
 * the folder's lock. A watchdog ends Postgres when this process dies without calling `stop`.
 * @param {Options} options
 * @returns {Promise<Embedded>}
 */
export async function startPostgres({ dataDir, superPassword, settings = {} }) {
  const files = prepareFiles(dataDir);
  await initCluster(files, superPassword);
  const left = await leftBehind(files);
  const { pid, port } = left ?? (await launchPostmaster(files, settings));
  const dismissWatchdog = startWatchdog(pid, dataDir);
  const stop = async () => {
    await stopPostmaster(pid);
    dismissWatchdog();
  };
  return { pid, port, adopted: left !== undefined, stop };
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
 * Fast shutdown: transactions are rolled back, a checkpoint is written. When that takes long, an immediate one, which the
 * next start recovers from.
 * @param {number} pid
 */
async function stopPostmaster(pid) {
  signalProcess(pid, 'SIGINT');
  if (await waitForExit(pid, 1_500)) return;
  signalProcess(pid, 'SIGQUIT');
  await waitForExit(pid, 1_000);
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
