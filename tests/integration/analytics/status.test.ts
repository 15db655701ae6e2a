import { afterAll, beforeAll, expect, test } from 'vitest';
import { getStatus } from '../../../lib/analytics';
import { TRAIT, type StatusAnswer } from '../../../lib/shared';
import { createCallsWorld, randomCall, seededRandom, type CallsWorld } from '../../support/stored-calls';

const NOW = new Date();
const HOUR_MS = 3_600_000;

let world: CallsWorld;
beforeAll(async () => {
  world = await createCallsWorld();
});
afterAll(() => world.close());

const ask = (): Promise<StatusAnswer> =>
  getStatus(world.context(NOW), { projectId: world.projectId, version: '1.2.3' });

async function storeOne(agoMs: number, traits: number, environmentId = 1): Promise<void> {
  const atMs = NOW.getTime() - agoMs;
  const call = randomCall({ projectId: world.projectId, random: seededRandom(7), fromMs: atMs, toMs: atMs });
  await world.store([{ ...call, environmentId, traits }], NOW);
}

test('the status tells imported calls from live ones, and when an SDK was last heard', async () => {
  expect(await ask()).toMatchObject({ lastCallAt: null, live: false, heardAt: null });
  await storeOne(HOUR_MS, TRAIT.backfill);
  const imported = new Date(NOW.getTime() - HOUR_MS).toISOString();
  expect(await ask()).toMatchObject({ lastCallAt: imported, live: false, heardAt: null });
  await storeOne(2_000, 0);
  await world.storage.prisma.sdkInstance.create({
    data: { projectId: world.projectId, environmentId: 1, instance: 'i', sdk: 's', routes: [], lastSeenAt: NOW },
  });
  expect(await ask()).toMatchObject({ live: true, heardAt: NOW.toISOString() });
});

test('the status of an archive tells where its calls lie, however long ago that is', async () => {
  const years = 11 * 365 * 24 * HOUR_MS;
  const archive = { projectId: world.projectId, environment: 'archive', version: '1.2.3' };
  const empty = await getStatus(world.context(NOW), archive);
  expect(empty).toMatchObject({ firstCallAt: null, lastCallAt: null });
  await storeOne(years, TRAIT.backfill, 3);
  await storeOne(years - 72 * HOUR_MS, TRAIT.backfill, 3);
  expect(await getStatus(world.context(NOW), archive)).toMatchObject({
    firstCallAt: new Date(NOW.getTime() - years).toISOString(),
    lastCallAt: new Date(NOW.getTime() - years + 72 * HOUR_MS).toISOString(),
    live: false,
    callsKeptSince: null,
  });
  const { callsKeptSince } = await getStatus(world.context(NOW), { projectId: world.projectId, version: '1.2.3' });
  expect(callsKeptSince).toBe(new Date(NOW.getTime() - 30 * 24 * HOUR_MS).toISOString());
});
