import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  breakdownInput,
  endpointInput,
  getBreakdown,
  getEndpoint,
  getSeries,
  seriesInput,
} from '../../../lib/analytics';
import { updateEndpoint } from '../../../lib/projects';
import { latencyBucket } from '../../../lib/stats';
import type { CallRow } from '../../../lib/storage';
import { createCallsWorld, randomCall, seededRandom, storeWaves } from '../../support/stored-calls';
import type { CallsWorld } from '../../support/stored-calls';
import { callsIn, casesOf, countBy, DAY_MS, HOUR_MS, NOW, type Query, rangeOf, WAVES } from './recount';

const random = seededRandom(53);

let world: CallsWorld;
let stored: CallRow[];

beforeAll(async () => {
  world = await createCallsWorld();
  stored = await storeWaves(world, {
    now: NOW,
    random,
    waves: WAVES,
  });
});
afterAll(() => world.close());

const span = (fromMs: number, toMs: number): Query => ({
  projectId: String(world.projectId),
  endpointId: '2',
  ...rangeOf(fromMs, toMs),
});
const ask = (query: Query) => getEndpoint(world.context(NOW), endpointInput.parse(query));
const breakdown = (query: Query, most?: number) => getBreakdown(world.context(NOW), breakdownInput.parse(query), most);

/** Calls of endpoint 2 in a range, in one environment or in all but the archive. */
const own = (range: { from: string; to: string }, environment?: string): CallRow[] =>
  callsIn(stored, range, environment).filter(({ endpointId }) => endpointId === 2);

const cases = casesOf([
  ['minutes', 1.2 * HOUR_MS, 0],
  ['hours', 5.7 * HOUR_MS, 0.4 * HOUR_MS],
  ['days', 6.4 * DAY_MS, 1.3 * DAY_MS],
  ['weeks', 27 * DAY_MS, 0],
]);

test.each(cases)(
  'an endpoint over $name in $environment equals a recount',
  async ({ name, fromMs, toMs, environment }) => {
    const query = { ...span(fromMs, toMs), ...(environment && { environment }) };
    const answer = await ask({ ...query, vs: 'prev' });
    const rows = own(answer, environment);
    const before = answer.previous && own(answer.previous, environment);
    expect(answer.endpoint).toMatchObject({ id: 2, method: 'GET', route: '/things/1', isLogin: false });
    expect(answer.totals.calls).toBe(rows.length);
    expect(answer.totals.bytesIn).toBe(rows.reduce((sum, { requestBytes }) => sum + requestBytes, 0));
    // nothing was watched before the weeks
    expect(answer.previous === null).toBe(name === 'weeks');
    expect(answer.previous?.totals.calls).toBe(before?.length);
    expect(answer.points.reduce((sum, { calls }) => sum + calls, 0)).toBe(rows.length);
    expect(answer.points.reduce((sum, { s5xx }) => sum + s5xx, 0)).toBe(
      rows.filter(({ status }) => status >= 500).length,
    );
    const of = countBy(own(answer.consumers, environment), ({ consumerId }) => consumerId || null);
    expect([answer.consumers.from, answer.consumers.to]).toEqual([answer.from, answer.to]);
    expect(new Map(answer.consumers.items.map(({ name, calls }) => [Number(name.slice(9)), calls]))).toEqual(of);
    expect(answer.consumers.count).toBe(of.size);
    expect(answer.consumers.calls).toBe([...of.values()].reduce((sum, calls) => sum + calls, 0));
  },
);

test('points of an endpoint equal its series', async () => {
  const answer = await ask({ ...span(DAY_MS, 0), step: '3600' });
  for (const [measure, pick] of [
    ['p95_ms', (point) => point.p95Ms],
    ['error_ratio', (point) => point.errorRatio],
  ] satisfies [string, (point: (typeof answer.points)[number]) => number | null][]) {
    const range = { projectId: String(world.projectId), from: answer.from, to: answer.to };
    const input = { ...range, endpoint: '2', step: '3600', measure };
    const series = await getSeries(world.context(NOW), seriesInput.parse(input));
    expect(answer.points.map((point) => ({ at: point.at, value: pick(point) }))).toEqual(series.points);
  }
});

test('the heatmap holds each call with a duration in its step and half octave', async () => {
  const answer = await ask({ ...span(5 * HOUR_MS, 0), step: '1800' });
  const { edgesMs, calls } = answer.heatmap;
  expect(calls).toHaveLength(answer.points.length);
  const expected = answer.points.map(({ at }) => {
    const to = new Date(Date.parse(at) + 1_800_000).toISOString();
    const timed = own({ from: at, to }).filter(({ durationUs }) => durationUs >= 0);
    const bands = countBy(timed, ({ durationUs }) => Math.floor(latencyBucket(durationUs) / 4));
    return [...bands].sort(([a], [b]) => a - b).map(([, count]) => count);
  });
  expect(calls.map((row) => row.filter((count) => count > 0))).toEqual(expected);
  for (const row of calls) expect(row).toHaveLength(edgesMs.length - 1);
  for (let band = 1; band < edgesMs.length; band++) {
    expect((edgesMs[band] ?? 0) / (edgesMs[band - 1] ?? 1)).toBeCloseTo(Math.SQRT2, 1);
  }
});

test.each(cases)('the breakdown over $name in $environment equals a recount', async (one) => {
  const query = { ...span(one.fromMs, one.toMs), ...(one.environment && { environment: one.environment }) };
  const answer = await breakdown(query);
  const rows = own(answer, one.environment);
  expect(answer).toMatchObject({ calls: rows.length, searchedBackTo: null });
  expect(new Map(answer.statuses.map(({ status, calls }) => [status, calls]))).toEqual(
    countBy(rows, ({ status }) => status),
  );
  const callers = countBy(rows, ({ caller }) => caller);
  expect(answer.callerCount).toBe(callers.size);
  expect(answer.callers).toHaveLength(Math.min(20, callers.size));
  const most = [...callers.values()].sort((a, b) => b - a).slice(0, 20);
  expect(answer.callers.map(({ calls }) => calls)).toEqual(most);
  for (const { address, calls, errors } of answer.callers) {
    const of = rows.filter(({ caller }) => caller === address);
    expect([calls, errors]).toEqual([of.length, of.filter(({ status }) => status >= 400).length]);
  }
});

test('a breakdown that may not look at everything says how far it looked, and counts that exactly', async () => {
  const query = span(27 * DAY_MS, 0);
  const answer = await breakdown(query, 20);
  expect(answer.searchedBackTo).not.toBeNull();
  const seen = own({ from: answer.searchedBackTo ?? '', to: query['to'] ?? '' });
  expect(seen.length).toBeGreaterThan(0);
  expect(answer.calls).toBe(seen.length);
});

test('a breakdown of a rare endpoint looks only at the minutes that hold its calls', async () => {
  const [far, near] = [NOW.getTime() - 25 * DAY_MS, NOW.getTime() - 90_000];
  const rows = [far, near].map((atMs) => ({
    ...randomCall({ projectId: world.projectId, random, fromMs: atMs, toMs: atMs }),
    endpointId: 77,
    environmentId: 1,
  }));
  const data = { projectId: world.projectId, id: 77, method: 'POST', route: '/users/sign_in' };
  await world.storage.prisma.endpoint.create({ data });
  await world.store(rows, NOW);
  const answer = await breakdown({ ...span(27 * DAY_MS, 0), endpointId: '77' }, 200);
  expect(answer).toMatchObject({ calls: 2, searchedBackTo: null });
});

test('open incidents that name the endpoint are told, resolved ones and those of others are not', async () => {
  const incident = (id: number, state: string, endpointIds: number[]) => ({
    projectId: world.projectId,
    id,
    environmentId: 1,
    state,
    severity: 'high',
    detector: 'brute-ip',
    title: `Guessing ${id}`,
    openedAt: new Date(NOW.getTime() + id),
    updatedAt: NOW,
    firstSeenAt: NOW,
    lastSeenAt: NOW,
    entities: { endpointIds },
  });
  const data = [
    incident(1, 'open', [2, 3]),
    incident(2, 'acknowledged', [2]),
    incident(3, 'resolved', [2]),
    incident(4, 'open', [22]),
  ];
  await world.storage.prisma.incident.createMany({ data });
  const { incidents } = await ask(span(HOUR_MS, 0));
  expect(incidents.map(({ id, state, environment }) => [id, state, environment])).toEqual([
    [2, 'acknowledged', 'production'],
    [1, 'open', 'production'],
  ]);
  expect((await ask({ ...span(HOUR_MS, 0), environment: 'staging' })).incidents).toEqual([]);
});

test('an endpoint that the project has not is not found', async () => {
  await expect(ask({ ...span(HOUR_MS, 0), endpointId: '999' })).rejects.toMatchObject({ code: 'not_found' });
  await expect(breakdown({ ...span(HOUR_MS, 0), endpointId: '999' })).rejects.toMatchObject({ code: 'not_found' });
});

test('a POST that looks like a login is suggested, flagged by hand with an entry in the log, and unflagged', async () => {
  const { projectId, storage } = world;
  const admin = { ...world.context(NOW), role: 'admin' as const };
  const infoOf = async () => (await ask({ ...span(HOUR_MS, 0), endpointId: '77' })).endpoint;
  expect(await infoOf()).toMatchObject({ isLogin: false, loginSuggested: true });
  for (const isLogin of [true, true, false]) {
    const changed = await updateEndpoint(admin, { projectId, endpointId: 77, isLogin });
    expect(changed).toMatchObject({ id: 77, isLogin, loginSuggested: !isLogin });
    expect(await infoOf()).toMatchObject({ isLogin, loginSuggested: !isLogin });
  }
  const log = await storage.prisma.activityLog.findMany({
    where: { action: 'endpoint.updated' },
    orderBy: { id: 'asc' },
  });
  expect(log.map(({ target, data }) => [target, data])).toEqual([
    ['77', { isLogin: true }],
    ['77', { isLogin: false }],
  ]);
  const flag = (endpointId: number) => updateEndpoint(admin, { projectId, endpointId, isLogin: true });
  await expect(flag(2)).rejects.toMatchObject({ code: 'invalid', details: { field: 'isLogin' } });
  await expect(flag(999)).rejects.toMatchObject({ code: 'not_found' });
  await expect(updateEndpoint(world.context(NOW), { projectId, endpointId: 77, isLogin: true })).rejects.toMatchObject({
    code: 'forbidden',
  });
});
