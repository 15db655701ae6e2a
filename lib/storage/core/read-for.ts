import { AppError } from '../../shared';
import type { Reader } from './read-turns';
import type { Storage } from './storage';

const RETRY_SECONDS = 5;

/**
 * The same storage for what is read on behalf of the reader: his snapshots take turns with those of others, so that he never holds
 * all connections. A snapshot in the middle of another would wait for a second turn: there must be none. They throw `unavailable`
 * when too many wait, or the turn does not come in time. Statements beside snapshots and changes take no turns.
 */
export function readFor(storage: Storage, reader: Reader): Storage {
  return {
    ...storage,
    async snapshot(work) {
      const end = await storage.turns.take(reader);
      if (!end) {
        // thrown here and not by the turns: an AppError of the server's own modules is none to those of Next
        const message = 'too many reads are under way: try again';
        throw new AppError('unavailable', message, { retryAfterSeconds: RETRY_SECONDS });
      }
      try {
        return await storage.snapshot(work);
      } finally {
        end();
      }
    },
  };
}
