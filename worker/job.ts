import type { Topic } from '../lib/storage';
import type { Rest } from './rest';

/** One loop of the worker. It never overlaps itself. */
export interface Job {
  name: string;
  /** Announcements that wake it at once. */
  wakeOn: readonly Topic[];
  /** Polls at least this often, should an announcement be lost. */
  everyMs: number;
  /** Between its runs, however often it is woken; a wake after it starts one at once. */
  rest?: Rest;
  /** Does all the work there is. Throwing is logged and tried again at the next wake or poll. */
  run(signal: AbortSignal): Promise<void>;
}
