import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { clusterSettings, POSTGRES_ENV } from './cluster.mjs';
import { binary } from './files.mjs';
import { readPidFile } from './pid-file.mjs';
import { pause, signalProcess, waitForExit } from './pids.mjs';

/** @typedef {import('./files.mjs').PostgresFiles} PostgresFiles */
/** @typedef {{ port: number, settings: Record<string, string>, signal?: AbortSignal, timeoutMs?: number }} LaunchOptions */

const START_TIMEOUT_MS = 60_000; // recovery after a crash replays up to max_wal_size
const PORTS_TRIED = 3;

/** Somebody took the port after it was chosen. */
export class PortTakenError extends Error {
  /** @override */
  name = 'PortTakenError';
}

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
      throw refusalOf(files.log, logBegin);
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
 * The same on a port that is chosen for it, and on another one when somebody else takes that first.
 * @param {PostgresFiles} files
 * @param {Omit<LaunchOptions, 'port'>} options
 * @param {() => Promise<number>} choosePort
 */
export async function launchOnFreePort(files, options, choosePort) {
  for (let left = PORTS_TRIED - 1; ; left--) {
    try {
      return await launchPostmaster(files, { ...options, port: await choosePort() });
    } catch (error) {
      if (!(error instanceof PortTakenError) || left === 0) throw error;
    }
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
 * Why a start failed, by the last lines that it wrote to the log.
 * @param {string} file
 * @param {number} from
 */
function refusalOf(file, from) {
  const text = fs.readFileSync(file).subarray(from).toString('utf8').trim();
  const why = text === '' ? `see ${file}` : text.split('\n').slice(-4).join(' | ');
  const isTaken = text.includes('Address already in use') && text.includes('could not create any TCP/IP sockets');
  return new (isTaken ? PortTakenError : Error)(`Postgres did not start: ${why}`);
}
