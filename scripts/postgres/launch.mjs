import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { clusterSettings, POSTGRES_ENV } from './cluster.mjs';
import { binary } from './files.mjs';
import { readPidFile } from './pid-file.mjs';
import { pause, signalProcess, waitForExit } from './pids.mjs';

/** @typedef {import('./files.mjs').PostgresFiles} PostgresFiles */
/** @typedef {{ port: number, settings: Record<string, string>, signal?: AbortSignal, timeoutMs?: number }} LaunchOptions */

const START_TIMEOUT_MS = 60_000; // recovery after a crash replays up to max_wal_size

/**
 * Runs the postmaster on a loopback port until it accepts connections. One that does not get there in time, or whose
 * launch is aborted, is ended before the error is thrown.
 * @param {PostgresFiles} files
 * @param {LaunchOptions} options `settings` in addition to, or in the place of, our own
 */
export async function launchPostmaster(files, { port, settings, signal, timeoutMs = START_TIMEOUT_MS }) {
  const logBegin = fs.statSync(files.log, { throwIfNoEntry: false })?.size ?? 0;
  const child = spawnPostmaster(files, { ...clusterSettings(files, port), ...settings });
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const now = readPidFile(files);
    if (now?.status === 'ready' && now.pid === child.pid) return { pid: now.pid, port };
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) {
      throw new Error(`Postgres did not start: ${logTail(files.log, logBegin)}`);
    }
    const late = performance.now() > deadline;
    if (late || signal?.aborted) {
      await stopPostmaster(child.pid);
      signal?.throwIfAborted();
      throw new Error(`Postgres did not start within ${timeoutMs / 1_000} s, see ${files.log}`);
    }
    await pause(15);
  }
}

/**
 * Fast shutdown: transactions are rolled back, a checkpoint is written. When that takes long, an immediate one, which the
 * next start recovers from.
 * @param {number} pid
 */
export async function stopPostmaster(pid) {
  signalProcess(pid, 'SIGINT');
  if (await waitForExit(pid, 1_500)) return;
  signalProcess(pid, 'SIGQUIT');
  await waitForExit(pid, 1_000);
}

/**
 * Detached: Ctrl-C reaches the launcher only, which stops the app first and Postgres last.
 * @param {PostgresFiles} files
 * @param {Record<string, string>} settings
 */
function spawnPostmaster(files, settings) {
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = fs.openSync(files.log, 'a', 0o600);
  const child = spawn(binary(files, 'postgres'), ['-D', files.data, ...args], {
    ...files.owner,
    env: POSTGRES_ENV,
    cwd: files.data,
    detached: true,
    stdio: ['ignore', log, log],
  });
  fs.closeSync(log);
  child.on('error', () => {}); // without a process id, which the caller looks at
  child.unref();
  return child;
}

/**
 * The last lines that this start wrote to the log.
 * @param {string} file
 * @param {number} from
 */
function logTail(file, from) {
  const text = fs.readFileSync(file).subarray(from).toString('utf8').trim();
  return text === '' ? `see ${file}` : text.split('\n').slice(-4).join(' | ');
}
