import { afterAll, beforeAll, expect, test } from 'vitest';
import { baselineInput, getBaseline } from '../../../lib/analytics';
import { compactProject } from '../../../lib/rollups';
import { medianOf } from '../../../lib/stats';
import type { CallRow } from '../../../lib/storage';
import { createCallsWorld, randomCall, seededRandom } from '../../support/stored-calls';
import type { CallsWorld } from '../../support/stored-calls';
import { DAY_MS, HOUR_MS, NOW } from './recount';

const random = seededRandom(58);
const THIS_HOUR = Math.floor(NOW.getTime() / HOUR_MS) * HOUR_MS;
/** An endpoint for each story. */
const [GROWN, OLD, YOUNG, LEARNING, BURSTS] = [1, 2, 3, 4, 5];

let world: CallsWorld;

/** So many calls within the hour that began so many hours ago. */
function callsOf(hoursAgo: number, { count, ...change }: { count: number } & Partial<CallRow>): CallRow[] {
  const fromMs = THIS_HOUR - hoursAgo * HOUR_MS;
  return Array.from({ length: count }, () => ({
    ...randomCall({ projectId: world.projectId, random, fromMs, toMs: fromMs + HOUR_MS }),
    environmentId: 1,
    ...change,
  }));
}

const hourly = (days: number, calls: (hoursAgo: number) => CallRow[]): CallRow[] =>
  Array.from({ length: days * 24 }, (_, index) => calls(index + 1)).flat();

beforeAll(async () => {
  world = await createCallsWorld();
  const rows = [
    ...hourly(29, (ago) =>
      callsOf(ago, { endpointId: OLD, count: 4 + (((((THIS_HOUR / HOUR_MS - ago) % 24) + 24) % 24) % 5) }),
    ),
    ...[0, 1].flatMap((hour) => callsOf(7 * 24 + 5 - hour, { endpointId: OLD, count: 400 })), // an attack a week ago
    ...hourly(4, (ago) => callsOf(ago, { endpointId: OLD, environmentId: 2, count: 1 })),
    ...hourly(29, (ago) => callsOf(ago, { endpointId: GROWN, count: ago > 96 ? 6 : 12 })),
    ...hourly(10, (ago) => callsOf(ago, { endpointId: YOUNG, count: 6 })),
    ...hourly(5, (ago) => callsOf(ago, { endpointId: LEARNING, count: 3 })),
    ...hourly(10, (ago) => {
      const finishedAtUs = (THIS_HOUR - ago * HOUR_MS + 30_000) * 1000;
      return callsOf(ago, { endpointId: BURSTS, finishedAtUs, count: 30 });
    }),
  ];
  await world.store(rows, NOW);
  while ((await compactProject(world.storage, world.projectId, NOW)).moved > 0);
});
afterAll(() => world.close());

type Asked = { endpoint?: number; environment?: string; hours?: number; step?: number };

const baselineOf = ({ endpoint, environment, hours = 6, step = 3_600 }: Asked = {}) =>
  getBaseline(
    world.context(NOW),
    baselineInput.parse({
      projectId: String(world.projectId),
      from: new Date(THIS_HOUR - hours * HOUR_MS).toISOString(),
      to: new Date(THIS_HOUR).toISOString(),
      step: String(step),
      endpoint: endpoint === undefined ? undefined : String(endpoint),
      environment,
    }),
  );

/** Calls of the hours from 28 days before one to a week before, counted from the calls themselves. */
async function countedBefore(startMs: number, endpointId: number): Promise<number[]> {
  const starts = [1, 2, 3, 4].flatMap((week) => [-1, 0, 1].map((near) => startMs - week * 7 * DAY_MS + near * HOUR_MS));
  const { rows } = await world.storage.query<{ calls: number }>(
    `select count(call.id)::int calls from unnest($2::timestamptz[]) start
       left join call on project_id = $1 and endpoint_id = $3 and environment_id = 1
        and finished_at >= start and finished_at < start + interval '1 hour' group by start`,
    [world.projectId, starts.map((at) => new Date(at)), endpointId],
  );
  return rows.map(({ calls }) => calls);
}

test('what is usual in an hour is the median of that hour of the weekday and its neighbours, four weeks back', async () => {
  const { points, like, days, readyAt } = await baselineOf({ endpoint: OLD, environment: 'production' });
  expect({ like, days, readyAt }).toEqual({ like: 'weekday', days: 28, readyAt: null });
  for (const { at, usual, low, high } of points) {
    const counted = medianOf(await countedBefore(Date.parse(at), OLD));
    expect(usual).toBe(counted);
    expect(low).toBeLessThanOrEqual(counted);
    expect(high).toBeGreaterThanOrEqual(counted);
  }
});

test('an attack of last week is not usual this week', async () => {
  const { points } = await baselineOf({ endpoint: OLD });
  expect(Math.max(...points.map(({ high }) => high ?? Infinity))).toBeLessThan(40);
});

test('what has doubled for days is usual then', async () => {
  const { points } = await baselineOf({ endpoint: GROWN });
  expect(points.map(({ usual }) => usual)).toEqual(points.map(() => 12));
});

test('while less than three weeks are known, the hours of all workdays, or weekend days, tell', async () => {
  const { points, like, days } = await baselineOf({ endpoint: YOUNG });
  expect({ like, days }).toEqual({ like: 'kind of day', days: 9 });
  expect(points.map(({ usual }) => usual)).toEqual(points.map(() => 6));
});

test('in the first seven days nothing is usual yet, and it says from when on something will be', async () => {
  const { points, like, days, readyAt } = await baselineOf({ endpoint: LEARNING });
  expect({ like, days }).toEqual({ like: null, days: null });
  expect(points.every(({ low, usual, high }) => low === null && usual === null && high === null)).toBe(true);
  expect(readyAt).toBe(new Date(THIS_HOUR - 5 * DAY_MS + HOUR_MS + 7 * DAY_MS).toISOString());
});

test('of an endpoint that nobody called nothing is known, nor when it will be', async () => {
  const { points, readyAt } = await baselineOf({ endpoint: 6 });
  expect(readyAt).toBeNull();
  expect(points.every(({ usual }) => usual === null)).toBe(true);
});

test('what one environment is used to is nothing that another is held against', async () => {
  const staging = await baselineOf({ endpoint: OLD, environment: 'staging' });
  expect(staging.points.every(({ usual }) => usual === null)).toBe(true);
  expect(staging.readyAt).not.toBeNull();
});

test('calls that come all in one minute of each hour stay inside when the steps are minutes', async () => {
  const { points } = await baselineOf({ endpoint: BURSTS, step: 120 });
  expect(points).toHaveLength(180);
  expect(Math.min(...points.map(({ high }) => high ?? 0))).toBeGreaterThan(14);
  expect(Math.max(...points.map(({ low }) => low ?? Infinity))).toBe(0);
});

test('long steps are held against all of their hours', async () => {
  const [hours, long] = [
    await baselineOf({ endpoint: YOUNG, hours: 8 }),
    await baselineOf({ endpoint: YOUNG, hours: 8, step: 14_400 }),
  ];
  const all = hours.points.reduce((sum, { usual }) => sum + (usual ?? Number.NaN), 0);
  expect(long.points.filter(({ usual }) => usual !== null).length).toBeGreaterThan(1);
  for (const { usual } of long.points) expect(usual).toBeCloseTo((all / 8) * 4, 6);
});

test('hours in which nobody took calls are no part of what is usual', async () => {
  const before = await baselineOf({ endpoint: OLD });
  const [start, end] = [THIS_HOUR - 29 * DAY_MS, THIS_HOUR - 13 * DAY_MS].map((at) => new Date(at));
  await world.storage.query('insert into ingest_gap (started_at, ended_at) values ($1, $2)', [start, end]);
  const { like } = await baselineOf({ endpoint: OLD });
  expect([before.like, like]).toEqual(['weekday', 'kind of day']);
});
