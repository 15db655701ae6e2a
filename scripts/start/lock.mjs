import fs from 'node:fs';
import path from 'node:path';
import { isAlive, pause, startTime } from '../postgres/pids.mjs';
import { Refusal } from './refusal.mjs';

/** @typedef {{ pid: number, start: string }} Holder */

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
 * Takes the data folder for this process; throws a Refusal while another instance runs on it.
 * A lock whose holder died is taken over.
 * @param {string} dataDir
 * @returns {Promise<() => void>} gives the folder back
 */
export async function takeLock(dataDir) {
  const file = lockFile(dataDir);
  refuseIfHeld(dataDir);
  const mine = `${file}.${process.pid}`;
  fs.writeFileSync(mine, JSON.stringify({ pid: process.pid, start: startTime(process.pid) }), { mode: 0o600 });
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

/** @param {string} dataDir */
const lockFile = (dataDir) => path.join(dataDir, 'lock');

/** @param {string} dataDir */
function refuseIfHeld(dataDir) {
  const holder = lockHolder(dataDir);
  if (holder && holder.pid !== process.pid) {
    throw new Refusal(`another instance (process ${holder.pid}) already runs on the data folder ${dataDir}`);
  }
}
