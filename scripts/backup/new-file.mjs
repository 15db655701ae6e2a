import fs from 'node:fs';
import path from 'node:path';
import { Refusal } from '../start/refusal.mjs';

/**
 * Writes a file that appears under its name only when it is complete and on disk, readable by its owner only. Never in
 * the place of another file. A process that is killed leaves `NAME.PID.partial` behind.
 * @template T
 * @param {string} file
 * @param {(handle: fs.promises.FileHandle) => Promise<T>} write
 * @returns {Promise<T>}
 */
export async function writeNewFile(file, write) {
  if (fs.existsSync(file)) throw exists(file);
  const partial = `${file}.${process.pid}.partial`;
  const handle = await openPartial(partial);
  try {
    const result = await write(handle);
    await handle.sync();
    putInPlace(partial, file);
    syncFolder(path.dirname(file));
    return result;
  } finally {
    await handle.close();
    fs.rmSync(partial, { force: true });
  }
}

/** @param {string} file */
async function openPartial(file) {
  try {
    fs.rmSync(file, { force: true }); // of a process that was killed and had our number
    return await fs.promises.open(file, 'wx', 0o600);
  } catch (error) {
    const { code } = Object(error);
    throw code === 'ENOSPC' ? error : new Refusal(`cannot write to the folder ${path.dirname(file)} (${code})`);
  }
}

/**
 * A link and not a rename, which would replace a file that came meanwhile; where there are no links, the rename has to do.
 * @param {string} partial
 * @param {string} file
 */
function putInPlace(partial, file) {
  try {
    fs.linkSync(partial, file);
  } catch (error) {
    if (Object(error).code === 'EEXIST' || fs.existsSync(file)) throw exists(file);
    fs.renameSync(partial, file);
  }
}

/** @param {string} folder */
function syncFolder(folder) {
  if (process.platform === 'win32') return;
  const handle = fs.openSync(folder, 'r');
  fs.fsyncSync(handle);
  fs.closeSync(handle);
}

/** @param {string} file */
const exists = (file) => new Refusal(`${file} exists already: a backup never replaces a file`);
