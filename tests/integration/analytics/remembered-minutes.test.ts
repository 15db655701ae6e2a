import { afterAll, beforeAll, expect, test } from 'vitest';
import { getSeries, seriesInput } from '../../../lib/analytics';
import { compactProject, repairDay } from '../../../lib/rollups';
import { emptyHistogram, latencyBucket, quantileUs } from '../../../lib/stats';
import { connect } from '../../../lib/storage';
import type { CallRow, Storage } from '../../../lib/storage';
import { createCallsWorld, ENVIRONMENTS, randomCall, seededRandom } from '../../support/stored-calls';
import type { CallsWorld } from '../../support/stored-calls';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const STEP_MS = 300_000;
const NOW = new Date(Math.floor(Date.now() / HOUR_MS) * HOUR_MS + 1_500_000);
const RANGE = { fromMs: NOW.getTime() - 30 * HOUR_MS, toMs: NOW.getTime() };
const random = seededRandom(41);

let world: CallsWorld;
const stored: CallRow[] = [];

beforeAll(async () => {
  world = await createCallsWorld();
  await add(1500, RANGE);
});
afterAll(() => world.close());

async function compact(): Promise<void> {
  while ((await compactProject(world.storage, world.projectId, NOW)).moved > 0);
}

async function add(count: number, range: { fromMs: number; toMs: number }): Promise<void> {
  const { projectId, store } = world;
  const rows = Array.from({ length: count }, () => randomCall({ projectId, random, ...range }));
  stored.push(...rows);
  await store(rows, NOW);
  await compact();
}

function recount(measure: 'calls' | 'p95_ms', atMs: number, endpointId: number | null): number | null {
  const calls = stored.filter(({ finishedAtUs, ...call }) => {
    const bucketMs = Math.floor(finishedAtUs / 1000 / STEP_MS) * STEP_MS;
    return bucketMs === atMs && call.environmentId !== 3 && (endpointId === null || call.endpointId === endpointId);
  });
  if (measure === 'calls') return calls.length;
  const histogram = emptyHistogram();
  let sumUs = 0;
  for (const { durationUs } of calls.filter((call) => call.durationUs >= 0)) {
    const bucket = latencyBucket(durationUs);
    histogram[bucket] = (histogram[bucket] ?? 0) + 1;
    sumUs += durationUs;
  }
  const us = quantileUs(histogram, 0.95, { sumUs });
  return us === null ? null : Math.round(us) / 1000;
}

async function expectRecount(endpointId: number | null, storage: Storage = world.storage): Promise<void> {
  for (const measure of ['calls', 'p95_ms'] as const) {
    const answer = await getSeries(
      { ...world.context(NOW), storage },
      seriesInput.parse({
        projectId: world.projectId,
        measure,
        step: String(STEP_MS / 1000),
        from: new Date(NOW.getTime() - 24 * HOUR_MS).toISOString(),
        to: NOW.toISOString(),
        ...(endpointId !== null && { endpoint: String(endpointId) }),
      }),
    );
    const expected = answer.points.map(({ at }) => ({ at, value: recount(measure, Date.parse(at), endpointId) }));
    expect(answer.points).toEqual(expected);
  }
}

test('minutes that were read before are told as they are stored now', async () => {
  const someEndpoint = stored[0]?.endpointId ?? 0;
  await expectRecount(null);
  await expectRecount(someEndpoint);
  await expectRecount(null);

  await add(200, { fromMs: NOW.getTime() - 12 * HOUR_MS, toMs: NOW.getTime() - 9 * HOUR_MS });
  await expectRecount(null);
  await expectRecount(someEndpoint);

  await add(100, RANGE);
  await expectRecount(null);
});

test('minutes that a repair mends are told anew, though their hours were right', async () => {
  const { storage, projectId, appUrl } = world;
  const environmentIds = ENVIRONMENTS.map(({ id }) => id);
  const day = new Date(Math.floor((NOW.getTime() - 6 * HOUR_MS) / DAY_MS) * DAY_MS);
  await storage.query(`update endpoint_minute set calls = calls * 2 where at >= $1 and at < $1 + interval '1 day'`, [
    day,
  ]);
  const server = connect({ url: appUrl, max: 2, applicationName: 'other', onIdleError: () => undefined });
  try {
    await expect(expectRecount(null, server)).rejects.toThrow(); // what is wrong is told, and remembered
    await repairDay(storage, { projectId, day, environmentIds, now: NOW });
    await expectRecount(null, server);
  } finally {
    await server.close();
  }
});
