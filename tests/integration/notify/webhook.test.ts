import { createServer } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  createChannel,
  endOldSecret,
  listChannels,
  resendDelivery,
  rotateSecret,
  testChannel,
} from '../../../lib/notify';
import { waitFor } from '../../support';
import { createDeliverer, enqueue, ledger } from './deliverer';
import { receiveHooks } from './receivers';
import type { HookReceiver, ReceivedPost } from './receivers';
import { createWorld } from './seed';
import type { World } from './seed';

const loopback = { outboundAllow: ['127.0.0.0/8'] };

/** Verifies as a receiver does; its tolerance for the time is against the real clock, so the time is made now. */
function verify(post: ReceivedPost | undefined, secret: string | null, at: Date): unknown {
  const webhook = new Webhook(secret ?? '');
  const headers = post?.headers ?? {};
  expect(headers['webhook-timestamp']).toBe(String(Math.floor(at.getTime() / 1_000)));
  const expected = webhook.sign(String(headers['webhook-id']), at, post?.body ?? '');
  expect(String(headers['webhook-signature']).split(' ')).toContain(expected);
  return JSON.parse(post?.body ?? 'null');
}

let world: World;
let receiver: HookReceiver;
let channel: { id: string; secret: string | null };
beforeEach(async () => {
  world = await createWorld();
  receiver = await receiveHooks();
  channel = await createChannel(world.context(), { kind: 'webhook', url: receiver.url, name: 'ops' }, loopback);
});
afterEach(async () => {
  await receiver.close();
  await world.close();
});

it('a webhook is signed, and verified by the standardwebhooks package', async () => {
  const now = new Date();
  world.clock.advance((now.getTime() - world.clock.now().getTime()) / 1_000);
  await enqueue(world, { eventId: 1 });
  await createDeliverer(world).deliver();
  const [post] = receiver.posts;
  const [item] = await ledger(world);
  const headers = Object.fromEntries(Object.entries(post?.headers ?? {}).map(([key, value]) => [key, String(value)]));
  expect(headers['webhook-id']).toBe(item?.id);
  expect(headers['content-type']).toBe('application/json');
  expect(new Webhook(channel.secret ?? '').verify(post?.body ?? '', headers)).toMatchObject({
    type: 'incident.opened',
    timestamp: world.clock.now().toISOString(),
    data: {
      project: { id: world.projectId, name: 'shop-api' },
      incident: { id: 318, severity: 'high', url: `https://watch.example/projects/${world.projectId}/incidents/318` },
    },
  });
  expect(() => new Webhook(channel.secret ?? '').verify(`${post?.body} `, headers)).toThrow();
  expect(item).toMatchObject({ state: 'sent', attempts: [{ status: 204, error: null }] });
});

it('a webhook carries both signatures while its secret changes', async () => {
  const deliverer = createDeliverer(world);
  const rotated = await rotateSecret(world.context(), { channelId: channel.id });
  await enqueue(world, { eventId: 1 });
  await deliverer.deliver();
  verify(receiver.posts[0], channel.secret, world.clock.now());
  verify(receiver.posts[0], rotated.secret, world.clock.now());
  await endOldSecret(world.context(), { channelId: channel.id });
  await enqueue(world, { eventId: 2 });
  await deliverer.deliver();
  verify(receiver.posts[1], rotated.secret, world.clock.now());
  expect(String(receiver.posts[1]?.headers['webhook-signature']).split(' ')).toHaveLength(1);
});

it('a webhook comes again with the same id until it is accepted, as late as the receiver asks', async () => {
  const deliverer = createDeliverer(world);
  receiver.answerWith((_, response) => response.writeHead(503, { 'retry-after': '60' }).end('busy \u0000'));
  await enqueue(world, { eventId: 1 });
  await deliverer.deliver();
  expect((await ledger(world))[0]).toMatchObject({ state: 'retrying', nextAttemptAt: '2026-11-24T13:01:00.000Z' });
  world.clock.advance(59);
  await deliverer.deliver();
  expect(receiver.posts).toHaveLength(1);
  receiver.answerWith((_, response) => response.writeHead(200).end('ok'));
  world.clock.advance(1);
  await deliverer.deliver();
  expect(new Set(receiver.posts.map((post) => post.headers['webhook-id'])).size).toBe(1);
  expect(receiver.posts).toHaveLength(2);
  expect(await ledger(world)).toMatchObject([
    { state: 'sent', nextAttemptAt: null, attempts: [{ status: 503, error: 'answered 503' }, { status: 200 }] },
  ]);
  const { channels } = await listChannels(world.context(), { smtp: false });
  expect(channels[0]?.health).toEqual({
    state: 'healthy',
    lastSentAt: '2026-11-24T13:01:00.000Z',
    lastError: null,
  });
});

it('a webhook is given up after the last try, told to the owners once, and can be sent again', async () => {
  const deliverer = createDeliverer(world);
  receiver.answerWith((_, response) => response.writeHead(500).end());
  await enqueue(world, { eventId: 1 }, { eventId: 2 });
  for (const seconds of [0, 5, 300, 1_800, 7_200, 18_000, 36_000, 36_000]) {
    world.clock.advance(seconds);
    await deliverer.deliver();
  }
  expect(receiver.posts).toHaveLength(16);
  await deliverer.deliver();
  const items = await ledger(world);
  expect(items.map((item) => [item.kind, item.state, item.channelName])).toEqual([
    ['opened', 'failed', 'ops'],
    ['opened', 'failed', 'ops'],
    ['delivery_failed', 'sent', 'owner@example.com'],
  ]);
  receiver.answerWith((_, response) => response.writeHead(204).end());
  const id = items[0]?.id ?? '';
  await resendDelivery(world.context(), { deliveryId: id });
  await deliverer.deliver();
  expect(receiver.posts.at(-1)?.headers['webhook-id']).toBe(id);
  expect((await ledger(world)).find((item) => item.id === id)).toMatchObject({ state: 'sent' });
  await expect(resendDelivery(world.context(), { deliveryId: 'none' })).rejects.toMatchObject({ code: 'not_found' });
});

it('a webhook that is gone (410) is turned off, and the owners are told by mail', async () => {
  const deliverer = createDeliverer(world);
  receiver.answerWith((_, response) => response.writeHead(410).end());
  await enqueue(world, { eventId: 1 }, { eventId: 2 });
  await deliverer.deliver();
  await deliverer.deliver();
  expect(receiver.posts).toHaveLength(1);
  const { channels } = await listChannels(world.context(), { smtp: false });
  expect(channels[0]).toMatchObject({
    enabled: false,
    health: { state: 'disabled', lastError: 'the receiver answered 410 Gone' },
  });
  const told = (await ledger(world)).filter((item) => item.kind === 'channel_disabled');
  expect(told).toMatchObject([{ state: 'sent', channelName: 'owner@example.com' }]);
});

it('a webhook does not follow a redirect', async () => {
  const inside = await receiveHooks();
  receiver.answerWith((_, response) => response.writeHead(307, { location: inside.url }).end());
  await enqueue(world, { eventId: 1 });
  await createDeliverer(world).deliver();
  expect(inside.posts).toEqual([]);
  expect((await ledger(world))[0]?.attempts).toMatchObject([
    { status: 307, error: expect.stringContaining('redirects are not followed') },
  ]);
  await inside.close();
});

it('a webhook counts as accepted by its status, however long its answer is', async () => {
  receiver.answerWith((_, response) => {
    response.writeHead(200);
    const more = (): void => {
      if (!response.destroyed && response.write('x'.repeat(65_536))) setImmediate(more);
    };
    response.on('drain', more);
    more();
  });
  await enqueue(world, { eventId: 1 });
  await createDeliverer(world).deliver();
  expect((await ledger(world))[0]).toMatchObject({ state: 'sent' });
  const { rows } = await world.storage.query<{ size: number }>('select length(response) as size from delivery');
  expect(rows).toEqual([{ size: 1_024 }]);
});

it('a webhook that accepts and then never ends its answer is not sent again', async () => {
  receiver.answerWith((_, response) => void response.writeHead(200).write('so far'));
  await enqueue(world, { eventId: 1 });
  await createDeliverer(world, { webhookTimeoutMs: 200 }).deliver();
  expect((await ledger(world))[0]).toMatchObject({ state: 'sent', attempts: [{ status: 200, error: null }] });
  const { rows } = await world.storage.query<{ response: string }>('select response from delivery');
  expect(rows).toEqual([{ response: 'so far' }]);
});

it('a webhook is never sent to an address inside, though its name was fine when it was saved', async () => {
  const port = new URL(receiver.url).port;
  await world.storage.query(`update channel set config = jsonb_build_object('url', $1::text)`, [
    `http://hooks.example.com:${port}/hook`,
  ]);
  await enqueue(world, { eventId: 1 });
  const resolve = async () => [{ address: '127.0.0.1', family: 4 }];
  await createDeliverer(world, { outboundAllow: [], resolve }).deliver();
  expect(receiver.posts).toEqual([]);
  expect((await ledger(world))[0]).toMatchObject({
    state: 'retrying',
    attempts: [{ status: null, error: expect.stringContaining('not public') }],
  });
  world.clock.advance(5);
  await createDeliverer(world, { resolve }).deliver();
  expect(receiver.posts).toHaveLength(1);
});

it('a webhook to a literal address is checked too', async () => {
  await enqueue(world, { eventId: 1 });
  await createDeliverer(world, { outboundAllow: [] }).deliver();
  expect(receiver.posts).toEqual([]);
  expect((await ledger(world))[0]?.attempts[0]?.error).toContain('not public');
});

/** A server that takes connections and never answers. */
async function receiveInSilence(): Promise<{ url: string; close(): void }> {
  const server = createServer(() => undefined);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const bound = server.address();
  return {
    url: `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : 0}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

it('a webhook that hangs holds up neither mail nor another webhook', async () => {
  const silent = await receiveInSilence();
  const slow = await createChannel(world.context(), { kind: 'webhook', url: silent.url }, loopback);
  await createChannel(world.context(), { kind: 'email', to: 'ops@example.com' }, loopback);
  const { job } = createDeliverer(world);
  const { signal } = new AbortController();
  const sent = async () => (await ledger(world)).filter((item) => item.state === 'sent').length;
  for (const eventId of [1, 2]) {
    await enqueue(world, { eventId });
    await job.run(signal);
    await waitFor(async () => (await sent()) === eventId * 2);
  }
  const stuck = (await ledger(world)).filter((item) => item.channelId === slow.id);
  expect(stuck.map((item) => item.attempts)).toEqual([[], []]);
  silent.close();
  await job.idle();
});

it('a webhook that does not answer in time is tried again', async () => {
  const silent = await receiveInSilence();
  await world.storage.query(`update channel set config = jsonb_build_object('url', $1::text)`, [silent.url]);
  await enqueue(world, { eventId: 1 });
  await createDeliverer(world, { webhookTimeoutMs: 100 }).deliver();
  expect((await ledger(world))[0]).toMatchObject({
    state: 'retrying',
    attempts: [{ status: null, error: 'no answer within 0.1 s' }],
  });
  silent.close();
});

it('a webhook can be tested: one real message, tried once', async () => {
  const deliverer = createDeliverer(world);
  const { deliveryId } = await testChannel(world.context(), { channelId: channel.id });
  await deliverer.deliver();
  expect(verify(receiver.posts[0], channel.secret, world.clock.now())).toMatchObject({
    type: 'channel.test',
    data: { channel: 'ops', requestedBy: 'Olga Owner' },
  });
  receiver.answerWith((_, response) => response.writeHead(500).end());
  world.clock.advance(1);
  const second = await testChannel(world.context(), { channelId: channel.id });
  await deliverer.deliver();
  await deliverer.deliver();
  expect((await ledger(world)).map(({ id, state, attempts }) => [id, state, attempts.length])).toEqual([
    [deliveryId, 'sent', 1],
    [second.deliveryId, 'failed', 1],
  ]);
});

it('a webhook whose secret was sealed with another CALLWATCH_SECRET says so', async () => {
  await enqueue(world, { eventId: 1 });
  await createDeliverer(world, { secret: 'quite another secret, also long enough' }).deliver();
  expect(receiver.posts).toEqual([]);
  const opened = (await ledger(world)).filter((item) => item.kind === 'opened');
  expect(opened).toMatchObject([
    { state: 'failed', attempts: [{ error: expect.stringContaining('CALLWATCH_SECRET') }] },
  ]);
});
