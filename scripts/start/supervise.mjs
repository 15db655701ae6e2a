import { pause } from '../postgres/pids.mjs';
import { startChild } from './child.mjs';
import { countEnds } from './ends.mjs';
import { say } from './progress.mjs';
import { Refusal } from './refusal.mjs';

/** @typedef {import('./child.mjs').ChildOptions} ChildOptions */
/** @typedef {import('./lifetime.mjs').Lifetime} Lifetime */

/**
 * Starts a process and resolves when it serves. One that ends later is started again after a second; the sixth end
 * within a minute ends everything.
 * @param {ChildOptions} options
 * @param {Lifetime} lifetime
 */
export async function supervise(options, lifetime) {
  const current = { child: startChild(options) };
  void lifetime.own(Promise.resolve(), () => current.child.stop());
  const first = await current.child.ready;
  void keepAlive(current, options, lifetime);
  return first;
}

/**
 * @param {{ child: ReturnType<typeof startChild> }} current
 * @param {ChildOptions} options
 * @param {Lifetime} lifetime
 */
async function keepAlive(current, options, lifetime) {
  const isOneTooMany = countEnds();
  for (;;) {
    const end = await current.child.closed;
    if (lifetime.signal.aborted) return;
    if (isOneTooMany(performance.now())) {
      lifetime.fail(
        new Refusal(`the ${options.name} keeps ending (${end}), see ${options.name}.log in the data folder`),
      );
      return;
    }
    say(`${options.name} ended (${end}), starting it again`);
    await pause(1_000);
    if (lifetime.signal.aborted) return;
    current.child = startChild(options);
  }
}
