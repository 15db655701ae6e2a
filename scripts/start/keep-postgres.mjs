import { pause } from '../postgres/pids.mjs';
import { countEnds } from './ends.mjs';
import { say } from './progress.mjs';
import { Refusal } from './refusal.mjs';

/** @typedef {import('../postgres/embedded.mjs').Embedded} Embedded */
/** @typedef {import('./lifetime.mjs').Lifetime} Lifetime */

const POLL_MS = 500;

/**
 * Starts the embedded Postgres again on its port whenever it ends unasked; server and worker connect again by themselves.
 * The sixth end within a minute, or a start that fails where the disk has room, ends everything. During a stop nothing is started.
 * @param {Embedded} postgres
 * @param {Lifetime} lifetime
 */
export function keepPostgres(postgres, lifetime) {
  const kept = keepRunning(postgres, lifetime.signal).catch((/** @type {unknown} */ error) => {
    if (lifetime.signal.aborted) return;
    lifetime.fail(error instanceof Error ? error : new Error(String(error)));
  });
  void lifetime.own(Promise.resolve(), () => kept); // a start that was under way is ended before the database is closed
}

/**
 * @param {Embedded} postgres
 * @param {AbortSignal} signal
 */
async function keepRunning(postgres, signal) {
  const isOneTooMany = countEnds();
  for (;;) {
    while (postgres.isRunning()) {
      await pause(POLL_MS);
      if (signal.aborted) return;
    }
    if (isOneTooMany(performance.now())) {
      throw new Refusal(`Postgres keeps ending, see ${postgres.log}`);
    }
    say('Postgres ended, starting it again');
    await postgres.relaunch(signal, () => say('the disk is full: Postgres is started once there is space'));
  }
}
