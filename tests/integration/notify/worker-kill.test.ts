import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createChannel } from '../../../lib/notify';
import { waitFor } from '../../support';
import { buildBundles, Supervised } from '../ingest/kill/processes';
import { enqueue, ledger } from './deliverer';
import { receiveHooks, type HookReceiver } from './receivers';
import { createWorld, SECRET, type World } from './seed';

let world: World;
let receiver: HookReceiver;
let bundles: Awaited<ReturnType<typeof buildBundles>>;
let worker: Supervised;
beforeEach(async () => {
  [world, receiver, bundles] = await Promise.all([createWorld(), receiveHooks(), buildBundles()]);
  worker = new Supervised(path.join(bundles.folder, 'worker.js'), {
    DATABASE_URL: world.appUrl,
    CALLWATCH_SECRET: SECRET,
    CALLWATCH_ROLES: 'worker',
    CALLWATCH_WORKER_PORT: '0',
    CALLWATCH_OUTBOUND_ALLOW: '127.0.0.0/8',
    NODE_ENV: 'production',
  });
});
afterEach(async () => {
  await worker.stop();
  bundles.remove();
  await receiver.close();
  await world.close();
});

it('what a worker was sending when it was killed arrives from the next one with the same id, and holds up nothing', async () => {
  await createChannel(world.context(), { kind: 'webhook', url: receiver.url }, { outboundAllow: ['127.0.0.0/8'] });
  receiver.answerWith(() => {
    receiver.answerWith((_, response) => response.writeHead(204).end());
    worker.kill(); // in the middle of the send
  });
  world.clock.advance((Date.now() - world.clock.now().getTime()) / 1_000); // the worker goes by the time of day
  await enqueue(world, { eventId: 1 }, { eventId: 2 });
  await worker.start();
  await waitFor(() => receiver.posts.length === 3, { timeoutMs: 20_000, what: 'the messages after the kill' });
  const [first, again, second] = receiver.posts.map((post) => post.headers['webhook-id']);
  expect(again).toBe(first);
  expect(second).not.toBe(first);
  await waitFor(async () => (await ledger(world)).every(({ state }) => state === 'sent'), { what: 'the ledger' });
  expect(receiver.posts).toHaveLength(3);
});
