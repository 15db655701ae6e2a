import type { Topic } from '../lib/storage';

/** One loop of the worker. It never overlaps itself. */
export interface Job {
  name: string;
  /** Announcements that wake it at once. */
  wakeOn: readonly Topic[];
  /** Polls at least this often, should an announcement be lost. */
  everyMs: number;
  /** Between the beginnings of two runs at least, however often it is woken; a wake after a rest starts it at once. */
  restMs?: number;
  /** Does all the work there is. Throwing is logged and tried again at the next wake or poll. */
  run(signal: AbortSignal): Promise<void>;
}
