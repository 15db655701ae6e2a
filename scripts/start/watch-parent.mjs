/**
 * Tells when the npm that started this process is gone: npm does not pass SIGTERM on through its shell.
 * @param {() => void} onGone may be called more than once
 */
export function watchParent(onGone) {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && onGone(), 250).unref();
}
