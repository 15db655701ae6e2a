import fs from 'node:fs';

/**
 * Fields of /proc/PID/stat after the command name; empty where there is no /proc.
 * @param {number} pid
 * @returns {string[]}
 */
function stat(pid) {
  try {
    return fs
      .readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
  } catch {
    return [];
  }
}

/**
 * Whether the process runs. A zombie answers signal 0 (its parent never reaped it, usual in containers) but is dead.
 * @param {number} pid
 */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  return stat(pid)[0] !== 'Z';
}

/**
 * When the process began, in clock ticks since boot, to tell it from a later one with the same id. '' without /proc.
 * @param {number} pid
 */
export const startTime = (pid) => stat(pid)[19] ?? '';

/**
 * Sends a signal; a process that is already gone is fine.
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
export function signalProcess(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/** @param {number} ms @returns {Promise<void>} */
export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Waits until the process is gone; false when it outlived the time.
 * @param {number} pid
 * @param {number} timeoutMs
 */
export async function waitForExit(pid, timeoutMs) {
  const deadline = performance.now() + timeoutMs;
  while (isAlive(pid)) {
    if (performance.now() > deadline) return false;
    await pause(20);
  }
  return true;
}
