const began = performance.now();

/** @param {number} ms */
const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/** Seconds since the launcher began, as text. */
export const elapsed = () => seconds(performance.now() - began);

/**
 * Prints one progress line behind the time since the start.
 * @param {string} line
 */
export function say(line) {
  console.log(`[${elapsed().padStart(7)}] ${line}`);
}

/**
 * Runs one step and prints its line with the time it took.
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @param {(result: T) => string} [note] what the line adds
 * @returns {Promise<T>}
 */
export async function step(name, work, note) {
  const start = performance.now();
  const result = await work();
  const added = note ? `: ${note(result)}` : '';
  say(`${name}${added} (${seconds(performance.now() - start)})`);
  return result;
}
