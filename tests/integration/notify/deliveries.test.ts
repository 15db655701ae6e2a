import { afterAll, beforeAll, expect, it } from 'vitest';
import { createChannel, listDeliveries, listDeliveriesInput } from '../../../lib/notify';
import type { DeliveriesAnswer } from '../../../lib/shared';
import { createDeliverer, enqueue } from './deliverer';
import { createWorld } from './seed';
import type { World } from './seed';

const none = { outboundAllow: [] };

let world: World;
beforeAll(async () => {
  world = await createWorld();
  await createChannel(world.context(), { kind: 'email', to: 'ops@example.com' }, none);
  for (let eventId = 1; eventId <= 5; eventId += 1) {
    await enqueue(world, { eventId, incidentId: eventId % 2 });
    world.clock.advance(1);
  }
  await createDeliverer(world).deliver();
  await enqueue(world, { eventId: 6, incidentId: 0 });
});
afterAll(() => world.close());

it('the list of deliveries comes newest first, a page at a time', async () => {
  const times: string[] = [];
  let cursor: string | null = null;
  do {
    const input = listDeliveriesInput.parse({ limit: '4', cursor: cursor ?? undefined });
    const page: DeliveriesAnswer = await listDeliveries(world.context(), input);
    times.push(...page.deliveries.map((item) => item.createdAt));
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(times).toHaveLength(6);
  expect(times).toEqual([...times].sort().reverse());
});

it('the list of deliveries narrows by incident, state and channel', async () => {
  const count = async (filter: object) =>
    (await listDeliveries(world.context(), { limit: 100, ...filter })).deliveries.length;
  expect(await count({ incident: 1 })).toBe(3);
  expect(await count({ state: 'queued' })).toBe(1);
  expect(await count({ state: 'failed' })).toBe(0);
  expect(await count({ channel: 'none' })).toBe(0);
});

it('the list of deliveries narrows by environment, and refuses one that the project does not have', async () => {
  const ctx = world.context();
  const project = ctx.project && {
    ...ctx.project,
    environments: ['production', 'archive'].map((slug, id) => ({ id: id + 1, slug, archive: slug === 'archive' })),
  };
  const count = async (environment: string) =>
    (await listDeliveries({ ...ctx, project }, { limit: 100, environment })).deliveries.length;
  expect([await count('production'), await count('archive')]).toEqual([6, 0]); // the notices are about production
  await expect(count('nowhere')).rejects.toMatchObject({ details: { field: 'environment' } });
});

it.each(['x', 'bm8', 'WyIyMDI2LTExLTI0VDEyOjAwOjAwWiIsIngiXQ'])(
  'the list of deliveries refuses the cursor %s',
  (cursor) => {
    expect(listDeliveriesInput.safeParse({ cursor }).success).toBe(false);
  },
);

it('a delivery tells a reopening from an opening', async () => {
  await enqueue(world, { eventId: 7, incidentId: 7 });
  world.clock.advance(1);
  await enqueue(world, { eventId: 8, incidentId: 7, reopened: true });
  const { deliveries } = await listDeliveries(world.context(), { limit: 100, incident: 7 });
  expect(deliveries.map(({ kind, reopened }) => [kind, reopened])).toEqual([
    ['opened', true],
    ['opened', false],
  ]);
});
