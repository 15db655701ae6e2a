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

async function storeOne(agoMs: number, traits: number): Promise<void> {
  const atMs = NOW.getTime() - agoMs;
  const call = randomCall({ projectId: world.projectId, random: seededRandom(7), fromMs: atMs, toMs: atMs });
  await world.store([{ ...call, environmentId: 1, traits }], NOW);
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
