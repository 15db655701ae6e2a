import fs from 'node:fs';

const MAX_BYTES = 20 * 2 ** 20;

/**
 * Appends lines to a file that never grows past 20 MiB: the full one is kept as `FILE.1`.
 * A full disk must not end the app, so a line that cannot be written is lost.
 * @param {string} file
 */
export function openLog(file) {
  let size = fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  return (/** @type {string} */ line) => {
    try {
      if (size > MAX_BYTES) {
        fs.renameSync(file, `${file}.1`);
        size = 0;
      }
      fs.appendFileSync(file, `${line}\n`, { mode: 0o600 });
      size += Buffer.byteLength(line) + 1;
    } catch {
      return;
    }
  };
}
