import { afterAll, beforeAll, expect, test } from 'vitest';
import { endpointsInput, getEndpoints, getSeries, seriesInput } from '../../../lib/analytics';
import { compactProject } from '../../../lib/rollups';
import { MEASURES } from '../../../lib/shared';
import type { Measure } from '../../../lib/shared';
import { emptyHistogram, latencyBucket, quantileUs } from '../../../lib/stats';
import type { CallRow } from '../../../lib/storage';
import { createCallsWorld, randomCall, seededRandom } from '../../support/stored-calls';
import type { CallsWorld } from '../../support/stored-calls';

const DAY_MS = 86_400_000;
const NOW = new Date(Math.floor(Date.now() / 60_000) * 60_000 + 17_123);
const random = seededRandom(23);

let world: CallsWorld;
const stored: CallRow[] = [];

beforeAll(async () => {
  world = await createCallsWorld();
  const { projectId, storage, store } = world;
  const make = (count: number, reachMs: number): CallRow[] =>
    Array.from({ length: count }, () =>
      randomCall({ projectId, random, fromMs: NOW.getTime() - reachMs, toMs: NOW.getTime() }),
    );
  for (const [count, reachMs] of [
    [1200, 7_200_000],
    [900, 3 * DAY_MS],
    [900, 27 * DAY_MS],
  ] as const) {
    const rows = make(count, reachMs);
    stored.push(...rows);
    await store(rows, NOW);
    while ((await compactProject(storage, projectId, NOW)).moved > 0);
  }
  const pending = make(500, 2 * DAY_MS);
  stored.push(...pending);
  await store(pending, NOW);
});
afterAll(() => world.close());

const round = (us: number | null): number | null => (us === null ? null : Math.round(us) / 1000);
const count = (rows: readonly CallRow[], match: (row: CallRow) => boolean): number => rows.filter(match).length;
const sum = (rows: readonly CallRow[], of: (row: CallRow) => number): number =>
  rows.reduce((all, row) => all + of(row), 0);
const isError = (row: CallRow): boolean => row.status >= 400;

function quantile(rows: readonly CallRow[], q: number): number | null {
  const histogram = emptyHistogram();
  const timed = rows.filter((row) => row.durationUs >= 0);
  for (const { durationUs } of timed) {
    const bucket = latencyBucket(durationUs);
    histogram[bucket] = (histogram[bucket] ?? 0) + 1;
  }
  return round(quantileUs(histogram, q, { sumUs: sum(timed, (row) => row.durationUs) }));
}

/** Each measure of some calls, counted afresh. */
const RECOUNT: Record<Measure, (rows: readonly CallRow[]) => number | null> = {
  calls: (rows) => rows.length,
  errors: (rows) => count(rows, isError),
  error_ratio: (rows) => (rows.length === 0 ? null : count(rows, isError) / rows.length),
  client_errors: (rows) => count(rows, (row) => row.status >= 400 && row.status < 500),
  server_errors: (rows) => count(rows, (row) => row.status >= 500),
  p50_ms: (rows) => quantile(rows, 0.5),
  p95_ms: (rows) => quantile(rows, 0.95),
  p99_ms: (rows) => quantile(rows, 0.99),
  mean_ms: (rows) => {
    const timed = rows.filter((row) => row.durationUs >= 0);
    return timed.length === 0 ? null : round(sum(timed, (row) => row.durationUs) / timed.length);
  },
  bytes_in: (rows) => sum(rows, (row) => row.requestBytes),
  bytes_out: (rows) => sum(rows, (row) => row.responseBytes),
  consumers: (rows) => new Set(rows.map((row) => row.consumerId).filter((id) => id !== 0)).size,
  login_failures: (rows) => count(rows, (row) => (row.flags & 3) === 2),
  login_successes: (rows) => count(rows, (row) => (row.flags & 3) === 1),
  rate_limited: (rows) => count(rows, (row) => row.status === 429),
};

const FILTERS: [string, Record<string, string>, (row: CallRow) => boolean][] = [
  ['nothing', {}, (row) => row.environmentId !== 3],
  ['an environment', { environment: 'staging' }, (row) => row.environmentId === 2],
  ['an archive', { environment: 'archive' }, (row) => row.environmentId === 3],
  ['an endpoint', { endpoint: '2' }, (row) => row.endpointId === 2 && row.environmentId !== 3],
  ['a consumer', { consumer: 'consumer-3' }, (row) => row.consumerId === 3 && row.environmentId !== 3],
  [
    'endpoint and consumer',
    { endpoint: '1', consumer: 'consumer-1' },
    (row) => row.endpointId === 1 && row.consumerId === 1 && row.environmentId !== 3,
  ],
];

/** (step, how far back): minutes, odd steps, hours, days, and minutes so old that only calls hold them. */
const RANGES: [number, number][] = [
  [60, 7_000_000],
  [300, 1.3 * DAY_MS],
  [5400, 2.9 * DAY_MS],
  [3600, 20 * DAY_MS],
  [14_400, 26 * DAY_MS],
  [86_400, 26 * DAY_MS],
  [172_800, 26 * DAY_MS],
  [1800, 24 * DAY_MS],
];

const cases = FILTERS.flatMap(([name, query, match]) =>
  RANGES.map(([step, backMs]) => ({ name, query, match, step, backMs })),
);

test.each(cases)('series by $name, step $step, equal a recount for every measure', async (one) => {
  for (const measure of MEASURES) {
    if (measure === 'consumers' && one.query['endpoint'] && !one.query['consumer'] && one.step % 86_400 !== 0) continue;
    const input = seriesInput.parse({
      projectId: String(world.projectId),
      measure,
      from: new Date(NOW.getTime() - one.backMs).toISOString(),
      to: NOW.toISOString(),
      step: String(one.step),
      ...one.query,
    });
    const answer = await getSeries(world.context(NOW), input);
    const [fromMs, toMs] = [Date.parse(answer.from), Date.parse(answer.to)];
    expect([fromMs % (one.step * 1000), toMs % (one.step * 1000)]).toEqual([0, 0]);
    expect(fromMs <= NOW.getTime() - one.backMs && toMs >= NOW.getTime()).toBe(true);
    const buckets = new Map<number, CallRow[]>();
    for (let at = fromMs; at < toMs; at += one.step * 1000) buckets.set(at, []);
    for (const row of stored.filter(one.match)) {
      const ms = row.finishedAtUs / 1000;
      buckets.get(Math.floor(ms / (one.step * 1000)) * one.step * 1000)?.push(row);
    }
    const expected = [...buckets].map(([at, rows]) => ({
      at: new Date(at).toISOString(),
      value: RECOUNT[measure](rows),
    }));
    expect(answer.points, measure).toEqual(expected);
  }
});

test.each([
  ['everything', {}, (row: CallRow) => row.environmentId !== 3],
  ['an endpoint', { endpoint: '2' }, (row: CallRow) => row.endpointId === 2 && row.environmentId !== 3],
  ['a consumer', { consumer: 'consumer-3' }, (row: CallRow) => row.consumerId === 3 && row.environmentId !== 3],
])('90 days by the day hold all calls of %s, and none where calls are not kept', async (_, query, match) => {
  const from = new Date(Math.floor((NOW.getTime() - 90 * DAY_MS) / DAY_MS) * DAY_MS).toISOString();
  const range = { projectId: String(world.projectId), from, to: NOW.toISOString(), step: '86400' };
  const input = seriesInput.parse({ ...range, measure: 'calls', ...query });
  const { points } = await getSeries(world.context(NOW), input);
  expect(points).toHaveLength(91);
  expect(points.reduce((all, { value }) => all + (value ?? 0), 0)).toBe(stored.filter(match).length);
  expect(points.slice(0, 60).every(({ value }) => value === 0)).toBe(true);
});

/** Apdex at 500 ms by the durations themselves: it may be off by what lies in the buckets of 500 ms and of 2 s. */
function expectApdex(found: number | null, rows: readonly CallRow[]): void {
  const timed = rows.filter(({ durationUs }) => durationUs >= 0);
  if (timed.length === 0) return expect(found).toBeNull();
  const upTo = (us: number): number => count(timed, ({ durationUs }) => durationUs <= us);
  const near = (us: number): number =>
    count(timed, ({ durationUs }) => latencyBucket(durationUs) === latencyBucket(us)) / 2 / timed.length;
  const exact = (upTo(500_000) + upTo(2_000_000)) / 2 / timed.length;
  expect(Math.abs((found ?? 0) - exact)).toBeLessThanOrEqual(near(500_000) + near(2_000_000) + 0.0006);
}

test.each([90, 1500, 3 * 86_400, 20 * 86_400])('endpoints of the last %i s equal a recount', async (seconds) => {
  const from = new Date(NOW.getTime() - seconds * 1000 + 123);
  const to = new Date(NOW.getTime() - 17);
  const input = endpointsInput.parse({
    projectId: String(world.projectId),
    from: from.toISOString(),
    to: to.toISOString(),
  });
  const { endpoints } = await getEndpoints(world.context(NOW), input);
  const inside = stored.filter(
    (row) =>
      row.environmentId !== 3 && row.finishedAtUs >= from.getTime() * 1000 && row.finishedAtUs < to.getTime() * 1000,
  );
  const ids = [...new Set(inside.map((row) => row.endpointId))];
  expect(new Set(endpoints.map(({ id }) => id))).toEqual(new Set(ids));
  for (const item of endpoints) {
    const rows = inside.filter((row) => row.endpointId === item.id);
    expect(item).toMatchObject({
      calls: rows.length,
      errors: RECOUNT.errors(rows),
      errorRatio: RECOUNT.error_ratio(rows),
      rateLimited: RECOUNT.rate_limited(rows),
      p50Ms: RECOUNT.p50_ms(rows),
      p95Ms: RECOUNT.p95_ms(rows),
      p99Ms: RECOUNT.p99_ms(rows),
      bytesOut: RECOUNT.bytes_out(rows),
      consumers: RECOUNT.consumers(rows),
    });
    expectApdex(item.apdex, rows);
  }
});

test.each([
  ['a step that is no multiple of 60', { step: '90' }, /60/],
  ['more than 5,000 points', { step: '60', from: new Date(NOW.getTime() - 20 * DAY_MS).toISOString() }, /5000/],
  ['an empty range', { from: NOW.toISOString() }, /after from/],
  ['an unknown environment', { environment: 'nowhere' }, /production, staging, archive/],
  ['consumers of an endpoint by the hour', { measure: 'consumers', endpoint: '2', step: '3600' }, /86400/],
  ['an unknown measure', { measure: 'calm' }, /one of calls/],
])('%s is refused with a reason', async (_, query, message) => {
  const given = {
    projectId: String(world.projectId),
    measure: 'calls',
    from: new Date(NOW.getTime() - DAY_MS).toISOString(),
    to: NOW.toISOString(),
    step: '3600',
    ...query,
  };
  const ask = async (): Promise<unknown> => getSeries(world.context(NOW), seriesInput.parse(given));
  await expect(ask()).rejects.toThrow(message);
});

test.each([undefined, 'consumer-1'])(
  'a series of an endpoint that there is not is not found, by %s',
  async (consumer) => {
    const given = { projectId: String(world.projectId), measure: 'calls', step: '3600', endpoint: '999', consumer };
    const range = { from: new Date(NOW.getTime() - DAY_MS).toISOString(), to: NOW.toISOString() };
    const asked = getSeries(world.context(NOW), seriesInput.parse({ ...given, ...range }));
    await expect(asked).rejects.toMatchObject({ code: 'not_found' });
  },
);
