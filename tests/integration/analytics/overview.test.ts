import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  getOverview,
  getOverviewConsumers,
  getOverviewEndpoints,
  getSeries,
  getStatus,
  overviewInput,
  seriesInput,
} from '../../../lib/analytics';
import { compactProject } from '../../../lib/rollups';
import { sparkSteps } from '../../../lib/shared';
import type { CallRow } from '../../../lib/storage';
import { createCallsWorld, randomCall, seededRandom } from '../../support/stored-calls';
import type { CallsWorld } from '../../support/stored-calls';

const DAY_MS = 86_400_000;
const NOW = new Date(Math.floor(Date.now() / 60_000) * 60_000 + 17_123);
const random = seededRandom(31);

let world: CallsWorld;
const stored: CallRow[] = [];

const inputOf = (query: Record<string, string> = {}) =>
  overviewInput.parse({
    projectId: String(world.projectId),
    from: new Date(NOW.getTime() - DAY_MS).toISOString(),
    to: NOW.toISOString(),
    ...query,
  });

const ask = (query: Record<string, string> = {}) => getOverview(world.context(NOW), inputOf(query));

/** All its panels. */
const askAll = (query: Record<string, string>) =>
  Promise.all([
    ask(query),
    getOverviewEndpoints(world.context(NOW), inputOf(query)),
    getOverviewConsumers(world.context(NOW), inputOf(query)),
  ]);

beforeAll(async () => {
  world = await createCallsWorld();
});
afterAll(() => world.close());

test('a project without calls has an overview of zeros and nulls', async () => {
  const [answer, endpoints, consumers] = await askAll({ vs: 'prev' });
  expect(answer.totals).toMatchObject({ calls: 0, errorRatio: null, p95Ms: null, meanMs: null });
  expect(answer.points).toHaveLength(97);
  expect(answer.firstCallAt).toBeNull();
  expect(endpoints).toMatchObject({ from: answer.from, to: answer.to, endpoints: [], count: 0 });
  expect(consumers).toMatchObject({ from: answer.from, to: answer.to, consumers: [], count: 0 });
});

test('the overview agrees with a recount and with the period before', async () => {
  const { projectId, storage, store } = world;
  for (let flush = 0; flush < 3; flush++) {
    const rows = Array.from({ length: 700 }, () =>
      randomCall({ projectId, random, fromMs: NOW.getTime() - 2.2 * DAY_MS, toMs: NOW.getTime() }),
    );
    stored.push(...rows);
    await store(rows, NOW);
    if (flush === 1) while ((await compactProject(storage, projectId, NOW)).moved > 0);
  }
  const [answer, busiest, callers] = await askAll({ vs: 'prev' });
  const seen = stored.filter((row) => row.environmentId !== 3);
  const inside = (from: string, to: string): CallRow[] =>
    seen.filter((row) => row.finishedAtUs / 1000 >= Date.parse(from) && row.finishedAtUs / 1000 < Date.parse(to));
  const now = inside(answer.from, answer.to);
  const before = answer.previous ? inside(answer.previous.from, answer.previous.to) : [];
  expect(answer.stepSeconds).toBe(900);
  expect(answer.totals.calls).toBe(now.length);
  expect(answer.previous?.totals.calls).toBe(before.length);
  expect(Date.parse(answer.previous?.from ?? '')).toBe(2 * Date.parse(answer.from) - Date.parse(answer.to));
  expect(answer.points.reduce((sum, point) => sum + point.s4xx, 0)).toBe(answer.totals.s4xx);
  const sparks = sparkSteps({ fromMs: Date.parse(answer.from), toMs: Date.parse(answer.to) });
  const inSparks = inside(new Date(sparks.times[0] ?? Number.NaN).toISOString(), answer.to);
  for (const endpoint of busiest.endpoints) {
    const own = now.filter((row) => row.endpointId === endpoint.id);
    expect(endpoint.calls).toBe(own.length);
    expect(endpoint.spark?.reduce((sum, calls) => sum + calls, 0)).toBe(
      inSparks.filter((row) => row.endpointId === endpoint.id).length,
    );
    expect(endpoint.previousCalls).toBe(before.filter((row) => row.endpointId === endpoint.id).length);
  }
  expect(busiest.count).toBe(new Set(now.map((row) => row.endpointId)).size);
  for (const consumer of callers.consumers) {
    const named = (row: CallRow): boolean => `consumer-${row.consumerId}` === consumer.name;
    expect(consumer.calls).toBe(now.filter(named).length);
    expect(consumer.previousCalls).toBe(before.filter(named).length);
  }
  expect(callers).toMatchObject({ from: answer.from, to: answer.to, count: 5 });
  expect(callers.consumers).toHaveLength(5);
  const times = seen.map((row) => Math.floor(row.finishedAtUs / 1000));
  expect(answer.firstCallAt).toBe(new Date(Math.min(...times)).toISOString());
  const status = await getStatus(world.context(NOW), { projectId, version: '1.2.3' });
  expect(status.lastCallAt).toBe(new Date(Math.max(...times)).toISOString());
});

test('a range that still goes on is held against as long a time before, not against whole steps', async () => {
  const hour = Math.ceil(NOW.getTime() / 3_600_000) * 3_600_000;
  const lengthMs = 25 * 3_600_000;
  const range = { from: new Date(hour - lengthMs).toISOString(), to: new Date(hour).toISOString() };
  const [answer, busiest, callers] = await askAll({ ...range, step: '3600', vs: 'prev' });
  const sinceMs = hour - 2 * lengthMs;
  const untilMs = Math.floor(NOW.getTime() / 60_000) * 60_000 - lengthMs;
  expect(answer.previous).toMatchObject({
    from: new Date(sinceMs).toISOString(),
    to: new Date(untilMs).toISOString(),
  });
  const before = stored.filter(
    ({ environmentId, finishedAtUs }) =>
      environmentId !== 3 && finishedAtUs >= sinceMs * 1000 && finishedAtUs < untilMs * 1000,
  );
  expect(answer.previous?.totals.calls).toBe(before.length);
  expect(answer.previous?.points.reduce((sum, { calls }) => sum + calls, 0)).toBe(before.length);
  const sumOf = (items: readonly { previousCalls: number | null }[]): number =>
    items.reduce((sum, { previousCalls }) => sum + (previousCalls ?? 0), 0);
  expect(sumOf(busiest.endpoints)).toBe(before.length);
  expect(sumOf(callers.consumers)).toBe(before.filter(({ consumerId }) => consumerId !== 0).length);
});

test('points of the overview equal the series of the same measure', async () => {
  const overview = await ask({ step: '3600' });
  const input = { projectId: String(world.projectId), from: overview.from, to: overview.to, step: '3600' };
  const series = await getSeries(world.context(NOW), seriesInput.parse({ ...input, measure: 'p95_ms' }));
  expect(overview.points.map(({ at, p95Ms }) => ({ at, value: p95Ms }))).toEqual(series.points);
});

test('the status tells the last full minute, the lag and what needs somebody', async () => {
  const { storage, projectId } = world;
  await storage.prisma.incident.createMany({
    data: ['open', 'open', 'acknowledged', 'resolved'].map((state, index) => ({
      projectId,
      id: index + 1,
      environmentId: 1,
      state,
      severity: 'high',
      detector: 'brute-ip',
      title: 'Guessing',
      openedAt: NOW,
      updatedAt: NOW,
      firstSeenAt: NOW,
      lastSeenAt: NOW,
      entities: {},
    })),
  });
  await storage.prisma.sdkInstance.create({
    data: { projectId, environmentId: 1, instance: 'i', sdk: 's', dropped: { queue_full: 3, too_old: 4 }, routes: [] },
  });
  const statusIn = (ms: number) => getStatus(world.context(new Date(Date.now() + ms)), { projectId, version: '1.2.3' });
  const status = await statusIn(30_000);
  expect(status).toMatchObject({
    version: '1.2.3',
    lostCalls: 7,
    incidents: { open: 2, acknowledged: 1 },
    failedDeliveries: 0,
  });
  expect(status.behindSeconds).toBe(0); // what waits to be folded is told already
  expect((await statusIn(120_000)).behindSeconds).toBeGreaterThanOrEqual(120);
  await storage.query('insert into signal_feed (project_id, flush_no) values ($1, 1)', [projectId]);
  expect((await statusIn(30_000)).behindSeconds).toBeGreaterThanOrEqual(30);
  expect(status.storageBytes).toBeGreaterThan(1_000_000);
  const minute = Math.floor(NOW.getTime() / 60_000) * 60_000;
  const expected = stored.filter(
    ({ finishedAtUs, environmentId }) =>
      environmentId !== 3 && finishedAtUs >= (minute - 60_000) * 1000 && finishedAtUs < minute * 1000,
  );
  const then = await getStatus(world.context(NOW), { projectId, version: '1.2.3' });
  expect(then.callsPerMinute).toBe(expected.length);
});

test('histograms merged by the database and by us are the same', async () => {
  const { rows } = await world.storage.query<{ narrow: string; wide: string }>(
    `select hist_merge(array[1 << 23 | 2, 5 << 23 | 7], array[5 << 23 | 1, 159 << 23 | 8388607])::text narrow,
       hist_merge(array[1::bigint << 48 | 2, 5::bigint << 48 | 7], array[5::bigint << 48 | 1])::text wide`,
  );
  const { addMinuteLatency, addWideLatency, emptyHistogram } = await import('../../../lib/stats');
  const nonZero = (counts: Float64Array): [number, number][] => [...counts.entries()].filter(([, calls]) => calls > 0);
  const narrow = emptyHistogram();
  addMinuteLatency(narrow, rows[0]?.narrow ?? '');
  const wide = emptyHistogram();
  addWideLatency(wide, rows[0]?.wide ?? '');
  expect(nonZero(narrow)).toEqual([
    [1, 2],
    [5, 8],
    [159, 8_388_607],
  ]);
  expect(nonZero(wide)).toEqual([
    [1, 2],
    [5, 8],
  ]);
});
