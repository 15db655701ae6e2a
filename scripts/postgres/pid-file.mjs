import fs from 'node:fs';
import path from 'node:path';
import { startTime } from './pids.mjs';

/** @typedef {import('./files.mjs').PostgresFiles} PostgresFiles */

/** @param {PostgresFiles} files */
const pidFile = (files) => path.join(files.data, 'postmaster.pid');

/**
 * What postmaster.pid says. Its lines: process, folder, start, port, socket folder, address, shared memory, status.
 * @param {PostgresFiles} files
 */
export function readPidFile(files) {
  try {
    const lines = fs.readFileSync(pidFile(files), 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3]), status: (lines[7] ?? '').trim() };
  } catch {
    return undefined; // no Postgres, or one that is just writing it
  }
}

/** @param {PostgresFiles} files */
export const removePidFile = (files) => fs.rmSync(pidFile(files), { force: true });

/**
 * Whether the process is a Postgres on this folder, and not a later process that got its number.
 * @param {number} pid
 * @param {string} data
 */
export function isPostgresOn(pid, data) {
  if (startTime(pid) === '') return true; // no /proc here: the pid file has to do
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(data);
  } catch {
    return false;
  }
}
