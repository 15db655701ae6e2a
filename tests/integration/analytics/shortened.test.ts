import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  consumerInput,
  consumersInput,
  endpointInput,
  endpointsInput,
  getConsumer,
  getConsumers,
  getEndpoint,
  getEndpoints,
  getLoginEntities,
  getMovers,
  getOverview,
  getOverviewEndpoints,
  getOverviewConsumers,
  getSeries,
  loginEntitiesInput,
  moversInput,
  overviewInput,
  seriesInput,
} from '../../../lib/analytics';
import type { Context } from '../../../lib/access';
import { describeExport, exportCallsInput } from '../../../lib/explorer';
import { compactProject, keptEnvironments, repairDay } from '../../../lib/rollups';
import { findProject, listRepairableProjects } from '../../../lib/storage';
import type { CallRow } from '../../../lib/storage';
import { createRetentionJob } from '../../../worker/jobs/retention';
import { createCallsWorld, randomCall, seededRandom } from '../../support/stored-calls';
import type { CallsWorld } from '../../support/stored-calls';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const NOW = new Date('2026-11-24T14:32:17Z');
const KEEPS = { retentionDays: 7, minuteDays: 2, hourDays: 7, dayDays: 30 };

let world: CallsWorld;
let stored: CallRow[];

/** Calls of 40 days in a project that now keeps calls and hours for 7 days and days for 30. */
beforeAll(async () => {
  world = await createCallsWorld();
  const { storage, projectId } = world;
  const random = seededRandom(5);
  const span = { fromMs: NOW.getTime() - 40 * DAY_MS, toMs: NOW.getTime() - 60_000 };
  stored = Array.from({ length: 3000 }, () => ({ ...randomCall({ projectId, random, ...span }), environmentId: 1 }));
  await world.store(stored, NOW);
  while ((await compactProject(storage, projectId, NOW)).moved > 0);
});
afterAll(() => world.close());

function context(keeps = KEEPS): Context {
  const before = world.context(NOW);
  return { ...before, project: before.project && { ...before.project, ...keeps } };
}

/** What is past these times goes. */
async function expire(): Promise<void> {
  const { storage, projectId } = world;
  const values = [projectId, ...Object.values(KEEPS)];
  await storage.query(
    'update project set retention_days = $2, minute_days = $3, hour_days = $4, day_days = $5 where id = $1',
    values,
  );
  const log = { info: () => undefined, error: () => undefined };
  await createRetentionJob({ storage, now: () => NOW, log }).run(new AbortController().signal);
}

const distinct = (rows: readonly CallRow[]): number => new Set(rows.map((row) => row.consumerId).filter(Boolean)).size;
const since = (at: string): CallRow[] => stored.filter((row) => row.finishedAtUs >= Date.parse(at) * 1000);

async function consumers(from: string, to: string, stepSeconds: number, more = {}): Promise<(number | null)[]> {
  const query = { projectId: String(world.projectId), from, to, step: String(stepSeconds), measure: 'consumers' };
  const { points } = await getSeries(context(), seriesInput.parse({ ...query, ...more }));
  return points.map(({ value }) => value);
}

const endpoints = async (from: string) => {
  const query = { projectId: String(world.projectId), from, to: '2026-11-24T00:00:00Z' };
  return (await getEndpoints(context(), endpointsInput.parse(query))).endpoints;
};

test('an export tells the calls that will be in it, not those that only sums still tell of', async () => {
  const asked = { projectId: String(world.projectId), from: '2026-10-20T00:00:00Z', to: NOW.toISOString() };
  const { calls, allCounted } = await describeExport(context(), exportCallsInput.parse({ ...asked, format: 'csv' }));
  expect([calls, allCounted]).toEqual([since('2026-11-17T14:32:17Z').length, true]);
  const before = { ...asked, to: '2026-11-01T00:00:00Z', format: 'csv' };
  expect((await describeExport(context(), exportCallsInput.parse(before))).calls).toBe(0);
});

// Before and after the worker has followed, a read goes by the project's own times.
test.each([
  ['that are still there', async () => undefined],
  ['that are gone', expire],
])('days, hours and consumers past the times that a project keeps them, %s, are not told', async (_, arrange) => {
  await arrange();
  for (const step of [900, 3_600, 5_400, 21_600]) {
    const asked = consumers('2026-11-13T00:00:00Z', '2026-11-15T00:00:00Z', step);
    await expect(asked, String(step)).rejects.toThrow(/step: so far back/);
  }
  const day = await consumers('2026-11-13T00:00:00Z', '2026-11-14T00:00:00Z', 86_400);
  const ofDay = since('2026-11-13T00:00:00Z').filter((row) => row.finishedAtUs < Date.UTC(2026, 10, 14) * 1000);
  expect(day).toEqual([distinct(ofDay)]);
  for (const more of [{}, { endpoint: '2' }]) {
    const longAgo = await consumers('2026-10-18T00:00:00Z', '2026-10-25T00:00:00Z', 86_400, more);
    expect(longAgo).toEqual(Array.from({ length: 7 }, () => 0));
  }
  const kept = since('2026-10-26T00:00:00Z').filter((row) => row.finishedAtUs < Date.UTC(2026, 10, 24) * 1000);
  for (const { id, calls, consumers: found } of await endpoints('2026-10-16T07:00:00Z')) {
    const rows = kept.filter((row) => row.endpointId === id);
    expect([id, calls, found]).toEqual([id, rows.length, distinct(rows)]);
  }
  const longAgo = { projectId: String(world.projectId), from: '2026-10-16T00:00:00Z', to: '2026-11-24T00:00:00Z' };
  const { consumers: pairs } = await getEndpoint(
    context(),
    endpointInput.parse({ ...longAgo, step: '86400', endpointId: '2' }),
  );
  const named = kept.filter(({ endpointId, consumerId }) => endpointId === 2 && consumerId !== 0);
  expect([pairs?.from, pairs?.items.reduce((all, { calls }) => all + calls, 0)]).toEqual([
    '2026-10-26T00:00:00.000Z',
    named.length,
  ]);
});

test.each([900, 3_600, 5_400])('consumers in steps of %i s are told as long as their hours are kept', async (step) => {
  const from = '2026-11-18T00:00:00Z';
  const values = await consumers(from, NOW.toISOString(), step);
  expect(values.reduce<number>((all, value) => all + (value ?? 0), 0)).toBeGreaterThan(0);
  const buckets = new Map<number, CallRow[]>();
  for (const row of since(from)) {
    const bucket = Math.floor((row.finishedAtUs / 1_000_000 - Date.parse(from) / 1000) / step);
    buckets.set(bucket, [...(buckets.get(bucket) ?? []), row]);
  }
  expect(values).toEqual(values.map((_, index) => distinct(buckets.get(index) ?? [])));
});

test.each([
  [
    'whole hours',
    3_600,
    '2026-11-20T06:20:00Z',
    '2026-11-20T09:10:00Z',
    '2026-11-20T06:00:00Z',
    '2026-11-20T10:00:00Z',
  ],
  [
    'whole days',
    86_400,
    '2026-11-13T06:20:00Z',
    '2026-11-14T09:10:00Z',
    '2026-11-13T00:00:00Z',
    '2026-11-15T00:00:00Z',
  ],
])('a page that asks for minutes of a time told by %s gets those', async (_, stepSeconds, from, to, first, end) => {
  const asked = { projectId: String(world.projectId), from, to, step: '300' };
  const ctx = context({ ...KEEPS, retentionDays: 2 });
  const rows = since(first).filter((row) => row.finishedAtUs < Date.parse(end) * 1000);
  const answers = [
    [await getOverview(ctx, overviewInput.parse(asked)), rows],
    [
      await getEndpoint(ctx, endpointInput.parse({ ...asked, endpointId: '2' })),
      rows.filter(({ endpointId }) => endpointId === 2),
    ],
    [
      await getConsumer(ctx, consumerInput.parse({ ...asked, name: 'consumer-3' })),
      rows.filter(({ consumerId }) => consumerId === 3),
    ],
  ] as const;
  const { endpoints: listed } = await getOverviewEndpoints(ctx, overviewInput.parse(asked));
  expect([listed.length > 0, listed.every(({ spark }) => spark === null)]).toEqual([true, true]);
  for (const [answer, own] of answers) {
    expect([answer.stepSeconds, Date.parse(answer.from), Date.parse(answer.to)]).toEqual([
      stepSeconds,
      Date.parse(first),
      Date.parse(end),
    ]);
    expect(answer.totals.calls).toBe(own.length);
    expect(answer.points.reduce((sum, { calls }) => sum + calls, 0)).toBe(own.length);
  }
});

test.each([
  ['2026-11-20T06:20:00Z', '2026-11-20T09:10:00Z', '2026-11-20T06:00:00Z', '2026-11-20T10:00:00Z'],
  ['2026-11-13T06:20:00Z', '2026-11-14T09:10:00Z', '2026-11-13T00:00:00Z', '2026-11-15T00:00:00Z'],
  ['2026-11-13T06:20:00Z', '2026-11-20T09:10:00Z', '2026-11-13T00:00:00Z', '2026-11-20T10:00:00Z'],
  ['2026-11-13T06:20:00Z', '2026-11-24T09:10:30Z', '2026-11-13T00:00:00Z', '2026-11-24T09:10:30Z'],
])('lists of %s to %s count whole hours or days at the ends whose minutes are gone', async (from, to, first, end) => {
  const asked = { projectId: String(world.projectId), from, to };
  const ctx = context({ ...KEEPS, retentionDays: 2 });
  const rows = since(first).filter((row) => row.finishedAtUs < Date.parse(end) * 1000);
  const listed = await getEndpoints(ctx, endpointsInput.parse(asked));
  const calling = await getConsumers(ctx, consumersInput.parse(asked));
  for (const answer of [listed, calling]) {
    expect([Date.parse(answer.from), Date.parse(answer.to)]).toEqual([Date.parse(first), Date.parse(end)]);
  }
  const sum = (list: readonly { calls: number }[]): number => list.reduce((all, { calls }) => all + calls, 0);
  const named = rows.filter(({ consumerId }) => consumerId !== 0);
  expect([sum(listed.endpoints), sum(calling.consumers)]).toEqual([rows.length, named.length]);
  expect(named.length).toBeGreaterThan(0);
});

test.each([
  ['minutes', '2026-11-22T20:30:00Z', '2026-11-22T23:30:00Z'],
  ['days', '2026-11-03T00:00:00Z', '2026-11-24T00:00:00Z'],
])('what a range is compared with is told as nothing, not refused, where its %s are gone', async (_, from, to) => {
  const asked = { projectId: String(world.projectId), from, to, vs: 'week' };
  const ctx = context({ ...KEEPS, retentionDays: 2 });
  const answers = [
    await getOverview(ctx, overviewInput.parse(asked)),
    await getEndpoint(ctx, endpointInput.parse({ ...asked, endpointId: '2' })),
    await getConsumer(ctx, consumerInput.parse({ ...asked, name: 'consumer-3' })),
  ];
  for (const { previous } of answers) expect(previous).toBeNull();
  expect(answers[0]?.totals.calls).toBeGreaterThan(0);
  const busiest = await getOverviewConsumers(ctx, overviewInput.parse(asked));
  expect(new Set(busiest.consumers.map(({ previousCalls }) => previousCalls))).toEqual(new Set([null]));
  const moves = await getMovers(ctx, moversInput.parse(asked));
  expect([moves.comparable, moves.endpoints]).toEqual([false, []]);
  const kept = { ...asked, from: '2026-11-23T06:00:00Z', to: '2026-11-23T18:00:00Z', vs: 'prev' };
  expect((await getOverview(ctx, overviewInput.parse(kept))).previous).not.toBeNull();
});

test('who tried to log in is searched no further back than the hours tell how many tried', async () => {
  const query = { projectId: String(world.projectId), from: '2026-11-10T00:00:00Z', to: NOW.toISOString() };
  const { searchedBackTo } = await getLoginEntities(context(), loginEntitiesInput.parse(query));
  expect(searchedBackTo).toBe('2026-11-17T16:00:00.000Z');
});

describe('what was deleted while less was kept', () => {
  const tenDaysBack = new Date('2026-11-14T00:00:00Z');

  beforeAll(async () => {
    await expire();
    await world.storage.query(
      'update project set retention_days = 30, minute_days = 15, hour_days = 396, day_days = 1827',
    );
  });

  async function calls(from: string, to: string, stepSeconds: number): Promise<(number | null)[]> {
    const { storage, projectId } = world;
    const ctx = { ...world.context(NOW), project: await findProject(storage, projectId) };
    const query = { projectId: String(projectId), from, to, step: String(stepSeconds), measure: 'calls' };
    return (await getSeries(ctx, seriesInput.parse(query))).points.map(({ value }) => value);
  }

  const counted = (from: string, to: string, stepSeconds: number): number[] => {
    const [fromMs, toMs, stepMs] = [Date.parse(from), Date.parse(to), stepSeconds * 1000];
    const steps = Array.from({ length: (toMs - fromMs) / stepMs }, () => 0);
    for (const { finishedAtUs } of stored) {
      const step = Math.floor((finishedAtUs / 1000 - fromMs) / stepMs);
      if (step >= 0 && step < steps.length) steps[step] = (steps[step] ?? 0) + 1;
    }
    return steps;
  };

  test('is told from calls that are still there, by days, or not at all, also once more is kept again', async () => {
    const minutes = ['2026-11-20T00:00:00Z', '2026-11-20T12:00:00Z', 300] as const;
    expect(await calls(...minutes)).toEqual(counted(...minutes));
    const hours = ['2026-11-18T00:00:00Z', '2026-11-20T00:00:00Z', 3_600] as const;
    expect(await calls(...hours)).toEqual(counted(...hours));
    const days = ['2026-11-01T00:00:00Z', '2026-11-20T00:00:00Z', 86_400] as const;
    expect(await calls(...days)).toEqual(counted(...days));
    for (const step of [300, 3_600]) {
      const asked = calls('2026-11-13T00:00:00Z', '2026-11-14T00:00:00Z', step);
      await expect(asked, String(step)).rejects.toThrow(/step: so far back/);
    }
  });

  test('is not what a repair makes the figures of its day from', async () => {
    const { storage, projectId } = world;
    const [project] = await listRepairableProjects(storage, String(projectId));
    if (!project) throw new Error('no project');
    expect(keptEnvironments(project, tenDaysBack, NOW)).toEqual([3]);
    const repair = repairDay(storage, { projectId, day: tenDaysBack, environmentIds: [1, 2, 3], now: NOW });
    await expect(repair).rejects.toThrow('calls of this day were deleted');
    const day = ['2026-11-14T00:00:00Z', '2026-11-15T00:00:00Z', 86_400] as const;
    expect(await calls(...day)).toEqual(counted(...day));
    expect(keptEnvironments(project, new Date('2026-11-20T00:00:00Z'), NOW)).toEqual([1, 2, 3]);
  });
});
