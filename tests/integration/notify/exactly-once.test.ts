import { afterEach, beforeEach, expect, it } from 'vitest';
import { createChannel } from '../../../lib/notify';
import { claimMessage } from '../../../lib/storage';
import { createDeliverer, enqueue, ledger } from './deliverer';
import { receiveHooks } from './receivers';
import type { HookReceiver } from './receivers';
import { createWorld } from './seed';
import type { World } from './seed';

const loopback = { outboundAllow: ['127.0.0.0/8'] };

let world: World;
let receiver: HookReceiver;
let channelId: string;
beforeEach(async () => {
  world = await createWorld();
  receiver = await receiveHooks();
  ({ id: channelId } = await createChannel(world.context(), { kind: 'webhook', url: receiver.url }, loopback));
});
afterEach(async () => {
  await receiver.close();
  await world.close();
});

it('a message is sent once however many deliverers run, and in the order of the events', async () => {
  const events = Array.from({ length: 40 }, (_, index) => ({ eventId: index + 1, incidentId: index + 1 }));
  await enqueue(world, ...events);
  const deliverers = [createDeliverer(world), createDeliverer(world), createDeliverer(world)];
  for (let round = 0; receiver.posts.length < events.length && round < 100; round += 1) {
    await Promise.all(deliverers.map((one) => one.deliver()));
  }
  const ids = receiver.posts.map((post) => post.headers['webhook-id']);
  expect(ids).toHaveLength(40);
  expect(new Set(ids).size).toBe(40);
  const told = receiver.posts.map((post) => JSON.parse(post.body).data.incident.id);
  expect(told).toEqual(events.map((event) => event.incidentId));
});

it('a message is sent once and at most once more, with the same id, when a deliverer dies between sending and recording', async () => {
  await enqueue(world, { eventId: 1 });
  const now = world.clock.now();
  const claimedUntil = new Date(now.getTime() + 30_000);
  const dead = await claimMessage(world.storage, { queue: channelId, claimToken: 'dead', now, claimedUntil });
  await fetch(receiver.url, { method: 'POST', headers: { 'webhook-id': dead?.id ?? '' }, body: '{}' });

  const deliverer = createDeliverer(world);
  world.clock.advance(29);
  await deliverer.deliver();
  expect(receiver.posts).toHaveLength(1);
  world.clock.advance(1);
  await deliverer.deliver();
  world.clock.advance(3_600);
  await deliverer.deliver();
  expect(receiver.posts.map((post) => post.headers['webhook-id'])).toEqual([dead?.id, dead?.id]);
  expect(await ledger(world)).toMatchObject([{ id: dead?.id, state: 'sent' }]);
});

it('a message is sent once and a deliverer whose claim was taken over changes nothing but the ledger', async () => {
  let release = (): void => undefined;
  const arrived = new Promise<void>((done) => {
    receiver.answerWith((_, response) => {
      done();
      release = () => response.writeHead(500).end();
    });
  });
  await enqueue(world, { eventId: 1 });
  const slow = createDeliverer(world);
  const sending = slow.deliver();
  await arrived;
  const fail = release;
  world.clock.advance(31);
  receiver.answerWith((_, response) => response.writeHead(204).end());
  await createDeliverer(world).deliver();
  fail();
  await sending;
  const [item] = await ledger(world);
  expect(item).toMatchObject({ state: 'sent', attempts: [{ status: 204 }, { status: 500 }] });
});
