type Drain = (ms: number) => Promise<void>;

/** Marks the listeners of every copy of the SDK in the process, whatever its version. */
const OURS = Symbol.for('callwatch.exit');

const drains = new Set<Drain>();

const drainAll = (ms: number): Promise<unknown> => Promise.allSettled([...drains].map((drain) => drain(ms)));

/**
 * Flushes, then lets the signal do what it would have done without the SDK, unless the host handles it itself. Runs first:
 * a listener for one time is gone once it was called, and the host would seem to have none.
 */
const onSigterm = Object.assign(
  (): void => {
    const alone = process.listeners('SIGTERM').every((listener) => OURS in listener);
    void drainAll(2000).then(() => {
      process.off('SIGTERM', onSigterm);
      if (alone && process.listenerCount('SIGTERM') === 0) process.kill(process.pid, 'SIGTERM');
    });
  },
  { [OURS]: true },
);
const onBeforeExit = (): void => void drainAll(500);

/** Has `drain` called on SIGTERM (2 s at most) and before the process ends on its own (0.5 s). The answer undoes it. */
export function onExit(drain: Drain): () => void {
  if (drains.size === 0) process.prependListener('SIGTERM', onSigterm).once('beforeExit', onBeforeExit);
  drains.add(drain);
  return () => {
    drains.delete(drain);
    if (drains.size === 0) process.off('SIGTERM', onSigterm).off('beforeExit', onBeforeExit);
  };
}
