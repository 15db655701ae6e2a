type Drain = (ms: number) => Promise<void>;

const SIGTERM_MS = 2000;
const BEFORE_EXIT_MS = 500;
/** Marks the listeners of every copy of the SDK in the process, whatever its version. */
const OURS = Symbol.for('callwatch.exit');

const drains = new Set<Drain>();

const isOurs = (listener: object): boolean => OURS in listener;
const drainAll = (ms: number): Promise<unknown> => Promise.allSettled([...drains].map((drain) => drain(ms)));

/** Flushes, then lets the signal do what it would have done without the SDK, unless the host handles it itself. */
const onSigterm = Object.assign(
  (): void => {
    const alone = process.listeners('SIGTERM').every(isOurs);
    void drainAll(SIGTERM_MS).then(() => {
      process.off('SIGTERM', onSigterm);
      if (alone && process.listenerCount('SIGTERM') === 0) process.kill(process.pid, 'SIGTERM');
    });
  },
  { [OURS]: true },
);
const onBeforeExit = (): void => void drainAll(BEFORE_EXIT_MS);

/** Has `drain` called on SIGTERM (2 s at most) and before the process ends on its own (0.5 s). The answer undoes it. */
export function onExit(drain: Drain): () => void {
  if (drains.size === 0) {
    process.on('SIGTERM', onSigterm);
    process.on('beforeExit', onBeforeExit);
  }
  drains.add(drain);
  return () => {
    drains.delete(drain);
    if (drains.size > 0) return;
    process.off('SIGTERM', onSigterm);
    process.off('beforeExit', onBeforeExit);
  };
}
