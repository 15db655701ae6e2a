import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { beginAnew, createRatesWorld, MINUTE, recentMinute, SECOND, steady, type RatesWorld } from './support';

let world: RatesWorld;
let startMs: number;
beforeAll(async () => {
  world = await createRatesWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await beginAnew(world);
  startMs = recentMinute();
}, 30_000);

it('a policy that was off counts since it is on again, and keeps what it counted before', async () => {
  const headroom = async () => (await world.policies()).policies[0]?.headroom;
  const { id } = await world.makePolicy();
  const madeMs = Date.parse((await headroom())?.countedFrom ?? '');
  await world.stream([{ atMs: startMs }]);
  await world.changePolicy(id, { enabled: false });
  await world.stream([{ atMs: startMs + SECOND }]);
  expect(await headroom()).toMatchObject({ countedFrom: null, keys: [{ calls: 1 }] });
  await world.changePolicy(id, { enabled: true });
  const again = await headroom();
  expect(again).toMatchObject({ keys: [{ calls: 1 }] });
  expect(Date.parse(again?.countedFrom ?? '')).toBeGreaterThan(madeMs);
  await world.changePolicy(id, { name: 'Renamed', enabled: true });
  expect((await headroom())?.countedFrom).toBe(again?.countedFrom);
});

it('a preview leaves out calls that came too late to be counted, and says how many', async () => {
  await world.stream(steady(startMs, { minutes: 1, perMinute: () => 20 }));
  await world.send(steady(startMs - 60 * MINUTE, { minutes: 1, perMinute: () => 90, call: { ip: '198.51.100.77' } }));
  const shown = await world.preview({ limit: 60, windowSeconds: 60, key: 'caller' });
  expect(shown).toMatchObject({
    keysOver: 0,
    keysSeen: 1,
    lateCalls: 90,
    keys: [{ key: '203.0.113.7', peak: 20, calls: 20 }],
  });
});
