import { expect, it } from 'vitest';
import { createQueues } from '../../../../../lib/notify/deliver/queues';
import type { DueQueue } from '../../../../../lib/storage';

const hook = (name: string): DueQueue => ({ name, kind: 'webhook' });
const mail = (name: string): DueQueue => ({ name, kind: 'email' });

function gate() {
  let open = (): void => undefined;
  const passed = new Promise<void>((done) => {
    open = done;
  });
  return { passed, open };
}

it('queues work side by side: a stuck one holds up nobody else, and kinds have places of their own', async () => {
  const stuck = gate();
  const done: string[] = [];
  const left = new Map([
    ['dead', 1],
    ['good', 2],
    ['mail', 2],
  ]);
  const mailDone = gate();
  const queues = createQueues({
    limits: { email: 1, webhook: 1 },
    async step({ name }) {
      const count = left.get(name) ?? 0;
      if (count === 0) return false;
      if (name === 'dead') await stuck.passed;
      left.set(name, count - 1);
      done.push(name);
      if (name === 'mail' && count === 1) mailDone.open();
      return true;
    },
    onError: () => undefined,
  });
  for (const queue of [hook('dead'), hook('good'), mail('mail')]) queues.start(queue);
  await mailDone.passed;
  expect(done).toEqual(['mail', 'mail']);
  stuck.open();
  await queues.idle();
  expect(done).toEqual(['mail', 'mail', 'dead', 'good', 'good']);
});

it('queues never work on one channel twice at once, and look again when news came meanwhile', async () => {
  let running = 0;
  let most = 0;
  let steps = 0;
  const queues = createQueues({
    limits: { email: 9, webhook: 9 },
    async step() {
      running += 1;
      most = Math.max(most, running);
      await Promise.resolve();
      running -= 1;
      steps += 1;
      return false;
    },
    onError: () => undefined,
  });
  for (let n = 0; n < 3; n += 1) queues.start(hook('one'));
  await queues.idle();
  expect([most, steps]).toEqual([1, 2]);
});

it('queues go on after an error, which is told', async () => {
  const errors: unknown[] = [];
  let failing = true;
  const queues = createQueues({
    limits: { email: 1, webhook: 1 },
    async step() {
      if (failing) throw new Error('database away');
      return false;
    },
    onError: (error) => errors.push(error),
  });
  queues.start(hook('one'));
  await queues.idle();
  failing = false;
  queues.start(hook('one'));
  await queues.idle();
  expect(errors).toHaveLength(1);
});

it('queues begin nothing after stop', async () => {
  let steps = 0;
  const queues = createQueues({
    limits: { email: 1, webhook: 1 },
    step: async () => (steps += 1) < 0,
    onError: () => undefined,
  });
  await queues.stop();
  queues.start(mail('one'));
  await queues.idle();
  expect(steps).toBe(0);
});
