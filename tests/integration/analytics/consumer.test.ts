import { afterAll, beforeAll, expect, test } from 'vitest';
import { consumerInput, getConsumer, getSeries, seriesInput } from '../../../lib/analytics';
import type { CallRow } from '../../../lib/storage';
import { createCallsWorld, seededRandom, storeWaves } from '../../support/stored-calls';
import type { CallsWorld } from '../../support/stored-calls';
import { callsIn, casesOf, countBy, DAY_MS, HOUR_MS, NOW, type Query, rangeOf, WAVES } from './recount';

const random = seededRandom(67);

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
  name: 'consumer-3',
  ...rangeOf(fromMs, toMs),
});
const ask = (query: Query) => getConsumer(world.context(NOW), consumerInput.parse(query));

/** Calls of consumer 3 in a range, in one environment or in all but the archive. */
const own = (range: { from: string; to: string }, environment?: string): CallRow[] =>
  callsIn(stored, range, environment).filter(({ consumerId }) => consumerId === 3);

const cases = casesOf([
  ['minutes', 1.2 * HOUR_MS, 0],
  ['hours', 5.7 * HOUR_MS, 0.4 * HOUR_MS],
  ['days', 6.4 * DAY_MS, 1.3 * DAY_MS],
  ['weeks', 27 * DAY_MS, 0],
]);

test.each(cases)(
  'a consumer over $name in $environment equals a recount',
  async ({ name, fromMs, toMs, environment }) => {
    const answer = await ask({ ...span(fromMs, toMs), ...(environment && { environment }), vs: 'prev' });
    const rows = own(answer, environment);
    expect(answer.name).toBe('consumer-3');
    expect(answer.totals).toMatchObject({
      calls: rows.length,
      errors: rows.filter(({ status }) => status >= 400).length,
      s5xx: rows.filter(({ status }) => status >= 500).length,
      rateLimited: rows.filter(({ status }) => status === 429).length,
      bytesIn: rows.reduce((sum, { requestBytes }) => sum + requestBytes, 0),
      bytesOut: rows.reduce((sum, { responseBytes }) => sum + responseBytes, 0),
    });
    expect(answer.points.reduce((sum, { calls }) => sum + calls, 0)).toBe(rows.length);
    // nothing was watched before the weeks
    expect(answer.previous === null).toBe(name === 'weeks');
    const before = answer.previous && own(answer.previous, environment);
    expect(answer.previous?.totals.calls).toBe(before?.length);
    expect([answer.endpoints.from, answer.endpoints.to]).toEqual([answer.from, answer.to]);
    expect(new Map(answer.endpoints.items.map(({ id, calls }) => [id, calls]))).toEqual(
      countBy(rows, ({ endpointId }) => endpointId),
    );
  },
);

test('from where a consumer called is told by whole hours of the last two days', async () => {
  const { callers } = await ask(span(5.7 * HOUR_MS, 0.4 * HOUR_MS));
  expect(callers).not.toBeNull();
  if (!callers) return;
  const [from, to] = [Date.parse(callers.from), Date.parse(callers.to)];
  expect([from % HOUR_MS, to % HOUR_MS]).toEqual([0, 0]);
  expect(new Map(callers.items.map(({ address, calls }) => [address, calls]))).toEqual(
    countBy(own(callers), ({ caller }) => caller),
  );
  const wide = await ask(span(20 * DAY_MS, 0));
  expect(NOW.getTime() - Date.parse(wide.callers?.from ?? '')).toBeLessThanOrEqual(2 * DAY_MS);
  expect((await ask(span(20 * DAY_MS, 10 * DAY_MS))).callers).toBeNull();
});

test('points of a consumer equal its series', async () => {
  const answer = await ask({ ...span(DAY_MS, 0), step: '3600' });
  const range = { projectId: String(world.projectId), from: answer.from, to: answer.to, step: '3600' };
  const series = await getSeries(
    world.context(NOW),
    seriesInput.parse({ ...range, consumer: 'consumer-3', measure: 'mean_ms' }),
  );
  expect(answer.points.map(({ at, meanMs }) => ({ at, value: meanMs }))).toEqual(series.points);
});

test('a name that nobody ever called by is not found', async () => {
  await expect(ask({ ...span(DAY_MS, 0), name: 'nobody' })).rejects.toMatchObject({ code: 'not_found' });
});
