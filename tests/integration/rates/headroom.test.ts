import { afterAll, beforeAll, expect, it } from 'vitest';
import { listen, type Announcement } from '../../../lib/storage';
import { waitFor } from '../../support';
import { createRatesWorld, MINUTE, type RatesWorld } from './support';

let world: RatesWorld;
beforeAll(async () => {
  world = await createRatesWorld();
});
afterAll(() => world.close());

it('shows a key that is over behind any number of ordinary ones, the least of them let go, and says that there were more', async () => {
  await world.makePolicy({ limit: 2 });
  const atMs = Math.floor((Date.now() - 5 * MINUTE) / 1_000) * 1_000;
  const ordinary = (calls: number, net: number) =>
    Array.from({ length: 1_200 * calls }, (_, n) => ({
      atMs,
      ip: `10.${net}.${Math.floor((n % 1_200) / 250)}.${n % 250}`,
    }));
  await world.send(ordinary(1, 1));
  await world.worker.work();
  await world.send(ordinary(2, 2));
  await world.worker.work();
  await world.send(Array.from({ length: 50 }, () => ({ atMs, ip: '203.0.113.9' })));
  await world.worker.work();
  const { policies } = await world.policies();
  const headroom = policies[0]?.headroom;
  expect(headroom).toMatchObject({ keysOver: 1, keysSeenAtLeast: true });
  expect(headroom?.keys[0]).toMatchObject({ key: '203.0.113.9', peak: 50 });
  const { rows } = await world.storage.query<{ peak: number; keys: number }>(
    'select peak, count(*)::int as keys from rate_peak group by 1 order by 1',
  );
  expect(rows.map(({ peak }) => peak)).toEqual([2, 50]);
  expect(rows.reduce((sum, { keys }) => sum + keys, 0)).toBeLessThanOrEqual(1_000);
}, 60_000);

it('is announced once it is stored, to whoever shows it', async () => {
  const heard: Announcement[] = [];
  let ready = false;
  const ear = listen({
    url: world.app.databaseUrl,
    applicationName: 'test',
    onMessage: (message) => heard.push(message),
    onError: () => undefined,
    onReady: () => (ready = true),
  });
  try {
    await waitFor(() => ready, { what: 'an ear' });
    const atMs = Date.now() - MINUTE;
    await world.send(Array.from({ length: 60 }, () => ({ atMs, ip: '203.0.113.10' })));
    await world.worker.work();
    await waitFor(() => heard.some(({ topic }) => topic === 'rates'), { what: 'word of the rates' });
    expect(heard).toContainEqual({ topic: 'rates', projectIds: [world.projectId] });
  } finally {
    await ear.close();
  }
});
