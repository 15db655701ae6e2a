import fs from 'node:fs';
import path from 'node:path';
import { isAlive, pause, startTime } from '../postgres/pids.mjs';
import { Refusal } from './refusal.mjs';

/** @typedef {{ pid: number, start: string, ending?: boolean }} Holder */

const ENDS_WITHIN_MS = 6_000;

/**
 * Who holds the folder, if that process still runs.
 * @param {string} dataDir
 * @returns {Holder | undefined}
 */
export function lockHolder(dataDir) {
  try {
    const holder = JSON.parse(fs.readFileSync(lockFile(dataDir), 'utf8'));
    const same = isAlive(holder.pid) && startTime(holder.pid) === holder.start;
    return same ? holder : undefined;
  } catch {
    return undefined; // missing, or cut off while it was written: nobody holds it
  }
}

/**
 * Takes the data folder for this process; throws a Refusal while another instance runs on it. One that is ending is
 * waited for: npm returns from Ctrl-C before the launcher is through. A lock whose holder died is taken over.
 * @param {string} dataDir
 * @returns {Promise<() => void>} gives the folder back
 */
export async function takeLock(dataDir) {
  const file = lockFile(dataDir);
  await waitForEnding(dataDir);
  refuseIfHeld(dataDir);
  const mine = writeMine(dataDir, { pid: process.pid, start: startTime(process.pid) });
  try {
    fs.linkSync(mine, file); // fails when the file exists, atomically
    fs.rmSync(mine);
  } catch {
    fs.renameSync(mine, file);
    await pause(50); // two that find the same stale lock: the last rename wins, the other one sees it here
    refuseIfHeld(dataDir);
  }
  return () => {
    if (lockHolder(dataDir)?.pid === process.pid) fs.rmSync(file, { force: true });
  };
}

/**
 * Tells a start that comes now that the folder will be free in a moment. Nothing when this process does not hold it.
 * @param {string} dataDir
 */
export function markEnding(dataDir) {
  const holder = lockHolder(dataDir);
  if (holder?.pid === process.pid) fs.renameSync(writeMine(dataDir, { ...holder, ending: true }), lockFile(dataDir));
}

/**
 * @param {string} dataDir
 * @param {Holder} holder
 * @returns {string} a file beside the lock, to be put in its place in one step
 */
function writeMine(dataDir, holder) {
  const mine = `${lockFile(dataDir)}.${process.pid}`;
  fs.writeFileSync(mine, JSON.stringify(holder), { mode: 0o600 });
  return mine;
}

/** @param {string} dataDir */
async function waitForEnding(dataDir) {
  const deadline = performance.now() + ENDS_WITHIN_MS;
  while (lockHolder(dataDir)?.ending && performance.now() < deadline) await pause(50);
}

/** @param {string} dataDir */
const lockFile = (dataDir) => path.join(dataDir, 'lock');

/** @param {string} dataDir */
function refuseIfHeld(dataDir) {
  const holder = lockHolder(dataDir);
  if (holder && holder.pid !== process.pid) {
    throw new Refusal(`another instance (process ${holder.pid}) already runs on the data folder ${dataDir}`);
  }
}
