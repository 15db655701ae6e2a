import { pause } from '../postgres/pids.mjs';
import { watchParent } from './watch-parent.mjs';

const OPENING_CAP_MS = 2_000;

/**
 * @typedef {object} Lifetime
 * @property {AbortSignal} signal aborted when the start is to end
 * @property {Promise<void>} ended resolves on a signal, rejects when something vital fails
 * @property {(error: Error) => void} fail
 * @property {<T>(opening: Promise<T>, close: (opened: T) => Promise<void> | void) => Promise<T>} own closes it at the end
 * @property {() => Promise<void>} close closes what is owned, the newest first
 */

/**
 * How long this process lives and what it has to put away at its end. Ends on SIGTERM, SIGINT and SIGHUP, and when the
 * npm that started it is gone.
 * @returns {Lifetime}
 */
export function createLifetime() {
  const controller = new AbortController();
  /** @type {(() => Promise<void>)[]} */
  const closers = [];
  const { promise: ended, resolve, reject } = withResolvers();
  const end = () => {
    controller.abort();
    resolve();
  };
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGINT', 'SIGHUP'])) process.on(signal, end);
  watchParent(end);
  return {
    signal: controller.signal,
    ended,
    fail: reject,
    own: (opening, close) => {
      closers.push(async () => {
        // what is still opening when the end comes is closed once it is open
        const opened = await Promise.race([opening.then((value) => ({ value })), pause(OPENING_CAP_MS)]).catch(
          () => undefined,
        );
        if (opened) await close(opened.value);
      });
      return opening;
    },
    close: async () => {
      controller.abort();
      for (const close of closers.reverse()) await close();
    },
  };
}

function withResolvers() {
  /** @type {() => void} */
  let resolve = () => {};
  /** @type {(error: Error) => void} */
  let reject = () => {};
  /** @type {Promise<void>} */
  const promise = new Promise((yes, no) => ([resolve, reject] = [yes, no]));
  promise.catch(() => {}); // may fail before anybody waits for it
  return { promise, resolve, reject };
}
