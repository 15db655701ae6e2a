import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enqueueIncidentNotices } from '../../../lib/alerting';
import { createChannel, updateChannel } from '../../../lib/notify';
import { createDeliverer, enqueue, ledger } from './deliverer';
import { createWorld, noticeOf } from './seed';
import type { World } from './seed';

const allow = { outboundAllow: [] };

describe('what is to be told stands in the outbox', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
    await createChannel(world.context(), { kind: 'email', to: 'ops@example.com' }, allow);
  });
  afterAll(() => world.close());

  it('only when the change of the incident is committed', async () => {
    const failing = world.storage.transaction(async (tx) => {
      await enqueueIncidentNotices(tx, [noticeOf(world, { eventId: 10 })], world.clock.now());
      throw new Error('the fold failed');
    });
    await expect(failing).rejects.toThrow('the fold failed');
    expect(await ledger(world)).toEqual([]);
  });

  it('once, however often the change is replayed', async () => {
    expect(await enqueue(world, { eventId: 11 }, { eventId: 12 })).toEqual({ enqueued: 2 });
    expect(await enqueue(world, { eventId: 11 }, { eventId: 12 })).toEqual({ enqueued: 0 });
    expect(await ledger(world)).toHaveLength(2);
  });

  it('for every enabled channel, those made later included', async () => {
    const later = await createChannel(world.context(), { kind: 'email', to: 'later@example.com' }, allow);
    expect(await enqueue(world, { eventId: 13 })).toEqual({ enqueued: 2 });
    await updateChannel(world.context(), { channelId: later.id, enabled: false });
    expect(await enqueue(world, { eventId: 14 })).toEqual({ enqueued: 1 });
  });

  it('never for an archive', async () => {
    expect(await enqueue(world, { eventId: 15, environmentId: 2, environment: 'archive' })).toEqual({ enqueued: 0 });
  });

  it('and is ended unsent when its channel was turned off meanwhile, without telling the owners', async () => {
    const off = await createChannel(world.context(), { kind: 'email', to: 'off@example.com' }, allow);
    await enqueue(world, { eventId: 16 });
    await updateChannel(world.context(), { channelId: off.id, enabled: false });
    await createDeliverer(world).deliver();
    const items = await ledger(world);
    expect(items.filter((item) => item.channelId === off.id)).toMatchObject([
      { state: 'failed', attempts: [{ error: 'the channel is turned off' }] },
    ]);
    expect(items.filter((item) => item.kind === 'delivery_failed')).toEqual([]);
  });
});
