import { retention, type Storage } from '../../lib/storage';
import type { Job } from '../job';

/** So long the clock has to be believed before anything is done that cannot be undone. */
const STEADY_MS = 600_000;
/** It may differ by so much from what it was expected to be. */
const TOLERANCE_MS = 60_000;
const LOOK_EVERY_MS = 60_000;

interface SteadyDeps {
  storage: Storage;
  log: { warn(fields: object, message: string): void };
  /** Milliseconds that go on evenly, whatever clocks are set to. */
  evenMs?(): number;
}

/** What was expected of the clock since then. */
interface Expected {
  atMs: number;
  sinceMs: number;
}

/**
 * Runs a job as often as it says, once the database's clock has gone on evenly for ten minutes: one that is wrong after a start, or
 * jumps, is mostly set right before that.
 */
export function onSteadyClock(job: Job, { storage, log, evenMs = () => performance.now() }: SteadyDeps): Job {
  let expected: Expected | null = null;
  let nextMs = Number.NEGATIVE_INFINITY;
  async function isSteady(): Promise<boolean> {
    const atMs = (await retention.readClock(storage)).getTime();
    const sinceMs = evenMs();
    if (expected !== null) {
      const steadyMs = sinceMs - expected.sinceMs;
      const jumpMs = atMs - expected.atMs - steadyMs;
      if (Math.abs(jumpMs) < TOLERANCE_MS) return steadyMs >= STEADY_MS;
      log.warn({ job: job.name, jumpMs }, 'the clock has jumped; nothing is deleted for ten minutes');
    }
    expected = { atMs, sinceMs };
    return false;
  }
  return {
    ...job,
    everyMs: Math.min(job.everyMs, LOOK_EVERY_MS),
    async run(signal) {
      if (!(await isSteady()) || evenMs() < nextMs) return;
      nextMs = evenMs() + job.everyMs;
      await job.run(signal);
    },
  };
}
