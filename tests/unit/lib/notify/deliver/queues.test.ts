import { expect, it } from 'vitest';
import { createQueues } from '../../../../../lib/notify/deliver/queues';
import type { Handled } from '../../../../../lib/notify/deliver/queues';
import type { DueQueue } from '../../../../../lib/storage';

const hook = (name: string, owner = 'us'): DueQueue => ({ name, kind: 'webhook', owner });
const mail = (name: string, owner = 'us'): DueQueue => ({ name, kind: 'email', owner });

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
      if (count === 0) return 'nothing';
      if (name === 'dead') await stuck.passed;
      left.set(name, count - 1);
      done.push(name);
      if (name === 'mail' && count === 1) mailDone.open();
      return 'soon';
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
      return 'nothing';
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
      return 'nothing';
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
    async step() {
      steps += 1;
      return 'nothing';
    },
    onError: () => undefined,
  });
  await queues.stop();
  queues.start(mail('one'));
  await queues.idle();
  expect(steps).toBe(0);
});

/** Queues whose receivers answer when told; `begun` has the queues of the messages that were sent, in their order. */
function rig(places: number, messages: Record<string, number>) {
  const left = new Map(Object.entries(messages));
  const begun: string[] = [];
  const answers = new Map<string, (handled: Handled) => void>();
  const queues = createQueues({
    limits: { email: places, webhook: places },
    async step({ name }) {
      const count = left.get(name) ?? 0;
      if (count === 0) return 'nothing';
      left.set(name, count - 1);
      begun.push(name);
      return new Promise<Handled>((answer) => answers.set(name, answer));
    },
    onError: () => undefined,
  });
  /** Resolves when what follows from the answer was begun. */
  async function answer(name: string, handled: Handled): Promise<void> {
    answers.get(name)?.(handled);
    await new Promise((done) => setImmediate(done));
  }
  return { queues, begun, answer, more: (name: string, count: number) => left.set(name, count) };
}

it('queues of one organization take half of the places at most, of two a third each, and one more has a place at once', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  const { queues, begun } = rig(8, Object.fromEntries([...names, 'x', 'y', 'z'].map((name) => [name, 1])));
  for (const name of names) queues.start(hook(name, 'flood'));
  expect(begun).toEqual(['a', 'b', 'c', 'd']);
  for (const name of ['x', 'y', 'z']) queues.start(hook(name, 'second'));
  expect(begun.slice(4)).toEqual(['x', 'y']);
  queues.start(hook('healthy', 'third'));
  queues.start(mail('mail', 'flood'));
  expect(begun).toHaveLength(6);
});

it('queues give up their place after each message: organizations take turns, and channels of one in theirs', async () => {
  const { queues, begun, answer } = rig(1, { a: 2, b: 2, x: 2 });
  for (const queue of [hook('a', 'flood'), hook('b', 'flood'), hook('x', 'second')]) queues.start(queue);
  for (const name of ['a', 'b', 'x', 'a', 'x', 'b']) await answer(name, 'soon');
  expect(begun).toEqual(['a', 'b', 'x', 'a', 'x', 'b']);
  await queues.idle();
});

it('queues that were late share places apart from the others of their organization', async () => {
  const { queues, begun, answer, more } = rig(4, { dead1: 3, dead2: 3, dead3: 3, good: 0 });
  for (const name of ['dead1', 'dead2', 'dead3']) queues.start(hook(name));
  expect(begun.splice(0)).toEqual(['dead1', 'dead2']);
  await answer('dead1', 'late');
  await answer('dead2', 'late');
  await answer('dead3', 'late');
  expect(begun.splice(0)).toEqual(['dead3', 'dead1', 'dead2']);
  more('good', 1);
  queues.start(hook('good'));
  expect(begun.splice(0)).toEqual(['good']);
});
