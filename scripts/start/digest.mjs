import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { root } from './data-folder.mjs';

const SKIP = new Set(['generated', 'node_modules', 'dist']);

/**
 * Stands for the state of files and folders: name, size and time of every file. It changes with an older file put in the
 * place of a newer one and with a file removed, which a look at the newest time would miss. Reads no contents.
 * @param {string[]} sources relative to the project; missing ones count as such
 */
export function digestSources(sources) {
  const hash = createHash('sha256');
  const add = (/** @type {string} */ file) => {
    const stats = fs.statSync(path.join(root, file), { throwIfNoEntry: false });
    if (!stats) return;
    if (!stats.isDirectory()) {
      hash.update(`${file}\0${stats.size}\0${stats.mtimeMs}\n`);
      return;
    }
    for (const name of fs.readdirSync(path.join(root, file)).sort()) if (!SKIP.has(name)) add(path.join(file, name));
  };
  sources.forEach(add);
  return hash.digest('hex');
}
