import { afterEach, beforeEach, expect, it } from 'vitest';
import { createChannel } from '../../../lib/notify';
import { claimMessage } from '../../../lib/storage';
import { waitFor } from '../../support';
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

/** As if the time of every claim were over. */
const endClaims = (): Promise<unknown> =>
  world.storage.query('update outbox set claimed_until = clock_timestamp() where claimed_until is not null');

it('a message is sent once and at most once more, with the same id, when a deliverer dies between sending and recording', async () => {
  await enqueue(world, { eventId: 1 });
  const claim = { queue: channelId, claimToken: 'dead', now: world.clock.now(), forMs: 60_000 };
  const dead = await claimMessage(world.storage, claim);
  await fetch(receiver.url, { method: 'POST', headers: { 'webhook-id': dead?.id ?? '' }, body: '{}' });

  const deliverer = createDeliverer(world);
  await deliverer.deliver();
  expect(receiver.posts).toHaveLength(1);
  await endClaims();
  await deliverer.deliver();
  world.clock.advance(3_600);
  await deliverer.deliver();
  expect(receiver.posts.map((post) => post.headers['webhook-id'])).toEqual([dead?.id, dead?.id]);
  expect(await ledger(world)).toMatchObject([{ id: dead?.id, state: 'sent' }]);
});

/** Lets the next post wait; gives its end, once it has arrived. */
function holdPost(): { arrived: Promise<void>; answer(status: number): void } {
  let end = (_status: number): void => undefined;
  const arrived = new Promise<void>((done) => {
    receiver.answerWith((_, response) => {
      end = (status) => response.writeHead(status).end();
      receiver.answerWith((__, other) => other.writeHead(204).end());
      done();
    });
  });
  return { arrived, answer: (status) => end(status) };
}

it('a message is sent once by a deliverer that takes longer than a claim lasts, since it renews it', async () => {
  const post = holdPost();
  await enqueue(world, { eventId: 1 });
  const sending = createDeliverer(world, { claimMs: 600 }).deliver();
  await post.arrived;
  const { rows } = await world.storage.query<{ until: Date }>('select claimed_until as until from outbox');
  const other = createDeliverer(world);
  const isOver = async (): Promise<boolean> => {
    await other.deliver();
    const now = await world.storage.query('select 1 where clock_timestamp() > $1', [rows[0]?.until]);
    return now.rowCount === 1;
  };
  await waitFor(isOver, { what: 'the end of the first claim' });
  await other.deliver();
  expect(receiver.posts).toHaveLength(1);
  post.answer(204);
  await sending;
  expect(await ledger(world)).toMatchObject([{ state: 'sent', attempts: [{ status: 204 }] }]);
});

it('a message is sent once and a deliverer whose claim was taken over changes nothing but the ledger', async () => {
  const post = holdPost();
  await enqueue(world, { eventId: 1 });
  const sending = createDeliverer(world).deliver();
  await post.arrived;
  await endClaims();
  await createDeliverer(world).deliver();
  post.answer(500);
  await sending;
  const [item] = await ledger(world);
  expect(item).toMatchObject({ state: 'sent', attempts: [{ status: 204 }, { status: 500 }] });
});
