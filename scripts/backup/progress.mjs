const EVERY_MS = 100;

/**
 * One line on a terminal that is written over as bytes come; nothing elsewhere.
 * @param {string} label
 * @param {{ stream?: NodeJS.WriteStream, now?: () => number }} [options]
 */
export function createProgress(label, { stream = process.stderr, now = () => performance.now() } = {}) {
  let [doneBytes, totalBytes, shownAt] = [0, 0, -EVERY_MS];
  const show = () => {
    const percent = totalBytes > 0 ? `${Math.min(99, Math.floor((doneBytes / totalBytes) * 100))} %  ` : '';
    stream.write(`\r${label}  ${percent}${mebibytes(doneBytes)}\u001B[K`);
    shownAt = now();
  };
  return {
    /** @param {number} bytes */
    expect: (bytes) => void (totalBytes = bytes),
    /** @param {number} bytes */
    add: (bytes) => {
      doneBytes += bytes;
      if (stream.isTTY && now() - shownAt >= EVERY_MS) show();
    },
    /** Clears the line. */
    end: () => {
      if (stream.isTTY) stream.write('\r\u001B[K');
    },
  };
}

/** @param {number} bytes */
const mebibytes = (bytes) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
