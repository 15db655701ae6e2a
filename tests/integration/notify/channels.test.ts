import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  createChannel,
  createChannelInput,
  deleteChannel,
  listChannels,
  listDeliveries,
  rotateSecret,
  testChannel,
  updateChannel,
  updateChannelInput,
} from '../../../lib/notify';
import { enqueue, ledger } from './deliverer';
import { createWorld } from './seed';
import type { World } from './seed';

const none = { outboundAllow: [] };
const shown = async (world: World) => (await listChannels(world.context(), { smtp: true })).channels;

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

it('channels are made, renamed, turned off and on, and deleted', async () => {
  const ctx = world.context();
  const mail = await createChannel(ctx, { kind: 'email', to: 'ops@example.com' }, none);
  world.clock.advance(1);
  const hook = await createChannel(ctx, { kind: 'webhook', url: 'https://1.1.1.1/in', name: 'pager' }, none);
  expect(mail.secret).toBeNull();
  expect(hook.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  const unknown = { state: 'unknown', lastSentAt: null, lastError: null };
  expect(await shown(world)).toEqual([
    {
      id: mail.id,
      kind: 'email',
      name: 'ops@example.com',
      target: 'ops@example.com',
      enabled: true,
      health: unknown,
    },
    { id: hook.id, kind: 'webhook', name: 'pager', target: 'https://1.1.1.1/in', enabled: true, health: unknown },
  ]);
  await updateChannel(ctx, { channelId: hook.id, name: 'night shift', enabled: false });
  expect((await shown(world))[1]).toMatchObject({ name: 'night shift', health: { state: 'disabled' } });
  await expect(testChannel(ctx, { channelId: hook.id })).rejects.toMatchObject({ code: 'conflict' });
  await updateChannel(ctx, { channelId: hook.id, enabled: true });
  await enqueue(world, { eventId: 1 });
  await deleteChannel(ctx, { channelId: hook.id });
  expect((await shown(world)).map((channel) => channel.id)).toEqual([mail.id]);
  const kept = (await ledger(world)).find((item) => item.channelId === hook.id);
  expect(kept).toMatchObject({ state: 'failed', channelName: 'deleted channel', cause: { incidentId: 318 } });
});

it('channels keep their secret sealed', async () => {
  const { secret } = await createChannel(world.context(), { kind: 'webhook', url: 'https://1.1.1.1/' }, none);
  const { rows } = await world.storage.query<{ row: string }>(
    `select c::text || encode(coalesce(secrets[1], ''), 'escape') as row from channel c`,
  );
  expect(rows.map(({ row }) => row).join()).not.toContain(secret?.slice(6));
});

it.each([
  ['a private webhook', { kind: 'webhook', url: 'http://10.0.0.1/' }, 'url'],
  ['two addresses', { kind: 'email', to: 'a@example.com, b@example.com' }, 'to'],
] as const)('channels refuse %s at its field', async (_name, input, field) => {
  await expect(createChannel(world.context(), input, none)).rejects.toMatchObject({
    code: 'invalid',
    details: { field },
  });
});

it.each([
  {},
  { kind: 'pigeon' },
  { kind: 'webhook' },
  { kind: 'email', to: 7 },
  { kind: 'email', to: 'a@b', name: '' },
])('channels refuse %j', (body) => expect(createChannelInput.safeParse(body).success).toBe(false));

it('channels refuse a change of nothing', () =>
  expect(updateChannelInput.safeParse({ channelId: 'x' }).success).toBe(false));

it('channels are changed by admins, tested by members, read by viewers, each in the own project alone', async () => {
  const { id } = await createChannel(world.context(), { kind: 'email', to: 'x@example.com' }, none);
  const forbidden = { code: 'forbidden' };
  const member = world.context('member');
  const viewer = world.context('viewer');
  const input = { kind: 'email', to: 'y@example.com' } as const;
  await expect(createChannel(member, input, none)).rejects.toMatchObject(forbidden);
  await expect(updateChannel(member, { channelId: id, enabled: false })).rejects.toMatchObject(forbidden);
  await expect(deleteChannel(member, { channelId: id })).rejects.toMatchObject(forbidden);
  await expect(rotateSecret(member, { channelId: id })).rejects.toMatchObject(forbidden);
  await expect(testChannel(viewer, { channelId: id })).rejects.toMatchObject(forbidden);
  await expect(testChannel(member, { channelId: id })).resolves.toBeTruthy();
  await expect(listChannels(viewer, { smtp: true })).resolves.toBeTruthy();
  const own = world.context();
  const foreign = own.project ? { ...own, project: { ...own.project, id: world.projectId + 1 } } : own;
  await expect(deleteChannel(foreign, { channelId: id })).rejects.toMatchObject({ code: 'not_found' });
  expect((await listDeliveries(foreign, { limit: 10 })).deliveries).toEqual([]);
});

it('channels write every change to the activity log', async () => {
  const { rows } = await world.storage.query<{ action: string }>('select distinct action from activity_log');
  expect(rows.map((row) => row.action).sort()).toEqual([
    'channel.created',
    'channel.deleted',
    'channel.tested',
    'channel.updated',
  ]);
});
