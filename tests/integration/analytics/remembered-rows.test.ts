import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  consumersInput,
  endpointsInput,
  getConsumers,
  getEndpoints,
  getOverview,
  getOverviewConsumers,
  getOverviewEndpoints,
  overviewInput,
} from '../../../lib/analytics';
import { compactProject, repairDay } from '../../../lib/rollups';
import { connect, erasures } from '../../../lib/storage';
import type { Storage } from '../../../lib/storage';
import { createCallsWorld, ENVIRONMENTS, randomCall, seededRandom } from '../../support/stored-calls';
import type { CallsWorld } from '../../support/stored-calls';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const NOW = new Date(Math.floor(Date.now() / HOUR_MS) * HOUR_MS + 1_500_000);
const random = seededRandom(53);

let world: CallsWorld;

beforeAll(async () => {
  world = await createCallsWorld();
  await add(3_000, { fromMs: NOW.getTime() - 5 * DAY_MS, toMs: NOW.getTime() });
});
afterAll(() => world.close());

async function add(count: number, range: { fromMs: number; toMs: number }): Promise<void> {
  const { projectId, store, storage } = world;
  await store(
    Array.from({ length: count }, () => randomCall({ projectId, random, ...range })),
    NOW,
  );
  while ((await compactProject(storage, projectId, NOW)).moved > 0);
}

const RANGES = [
  { hours: 1, stepMs: 60_000 },
  { hours: 24, stepMs: 300_000 },
  { hours: 96, stepMs: HOUR_MS },
];

/** Lists and overview over hours and days. */
async function answersOf(storage: Storage, stepsBack = 0): Promise<unknown[]> {
  const context = { ...world.context(NOW), storage };
  const answers: unknown[] = [];
  for (const { hours, stepMs } of RANGES) {
    const toMs = (Math.ceil(NOW.getTime() / stepMs) - stepsBack) * stepMs;
    const [from, to] = [new Date(toMs - hours * HOUR_MS).toISOString(), new Date(toMs).toISOString()];
    const range = { projectId: world.projectId, from, to };
    answers.push(await getEndpoints(context, endpointsInput.parse(range)));
    answers.push(await getConsumers(context, consumersInput.parse(range)));
    const overview = overviewInput.parse({ ...range, vs: 'prev' });
    answers.push(await getOverview(context, overview));
    answers.push(await getOverviewEndpoints(context, overview));
    answers.push(await getOverviewConsumers(context, overview));
  }
  return answers;
}

/** As a process answers that remembers nothing. */
async function freshAnswers(stepsBack = 0): Promise<unknown[]> {
  const storage = connect({ url: world.appUrl, max: 2, applicationName: 'fresh', onIdleError: () => undefined });
  try {
    return await answersOf(storage, stepsBack);
  } finally {
    await storage.close();
  }
}

async function expectSame(): Promise<void> {
  const fresh = await freshAnswers();
  for (let times = 0; times < 2; times++) expect(await answersOf(world.storage)).toEqual(fresh);
}

test('hours and days that were read before are told as they are stored now', async () => {
  await expectSame();
  await add(200, { fromMs: NOW.getTime() - 12 * HOUR_MS, toMs: NOW.getTime() - 9 * HOUR_MS });
  await expectSame();
  await add(100, { fromMs: NOW.getTime() - 5 * DAY_MS, toMs: NOW.getTime() });
  await expectSame();
});

test('ranges that move on over hours and days, forth and back, are told as they are stored', async () => {
  for (const stepsBack of [0, 1, 5, 6, 7, 13, 29, 30, 31, 24, 5, 2])
    expect(await answersOf(world.storage, stepsBack)).toEqual(await freshAnswers(stepsBack));
});

test('part of an hour or day is told by its own rows where the whole holds more than they do', async () => {
  const { storage, projectId } = world;
  await expectSame();
  const before = await answersOf(storage, 3);
  const start = (ms: number, atMs: number): Date => new Date(Math.floor(atMs / ms) * ms);
  const hour = start(HOUR_MS, NOW.getTime() - HOUR_MS);
  const day = start(DAY_MS, hour.getTime());
  const earlier = new Date(day.getTime() - 4 * DAY_MS);
  const more = async (calls: number): Promise<void> => {
    for (const [table, at] of [
      ['endpoint_hour', hour],
      ['endpoint_day', day],
      ['endpoint_day', earlier],
    ] as const)
      await storage.query(
        `update ${table} set calls = calls + $3 where project_id = $1 and at = $2 and endpoint_id in (0, 2)`,
        [projectId, at, calls],
      );
  };
  await more(5);
  expect(await answersOf(storage, 3)).toEqual(await freshAnswers(3));
  await more(-5);
  expect(await answersOf(storage, 3)).toEqual(before);
});

test('a repair that moves calls between endpoints is told at once', async () => {
  const { storage, projectId } = world;
  const day = new Date(Math.floor(NOW.getTime() / DAY_MS) * DAY_MS - 2 * DAY_MS);
  const damage = (endpointId: number, calls: number) =>
    storage.query(
      `update endpoint_day set calls = calls + $4
        where project_id = $1 and environment_id = 1 and at = $2 and endpoint_id = $3`,
      [projectId, day, endpointId, calls],
    );
  await damage(2, 7);
  await damage(3, -7);
  const damaged = await freshAnswers();
  const environmentIds = ENVIRONMENTS.map(({ id }) => id);
  const other = connect({ url: world.appUrl, max: 2, applicationName: 'other', onIdleError: () => undefined });
  try {
    expect(await answersOf(other)).toEqual(damaged);
    await repairDay(storage, { projectId, day, environmentIds, now: NOW });
    const repaired = await freshAnswers();
    expect(repaired).not.toEqual(damaged);
    expect(await answersOf(other)).toEqual(repaired);
  } finally {
    await other.close();
  }
});

test('a consumer that was erased is told no more', async () => {
  const { storage, projectId } = world;
  const before = await answersOf(storage);
  for (const table of ['consumer_hour', 'consumer_day'] as const)
    await storage.transaction((tx) => erasures.deleteConsumerTier(tx, { table, projectId, consumerId: 2 }));
  expect(await freshAnswers()).not.toEqual(before);
  await expectSame();
});
