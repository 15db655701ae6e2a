import { afterAll, beforeAll, expect, test } from 'vitest';
import { callHistogramInput, getCallHistogram } from '../../../lib/analytics';
import { CALL_FILTER_COLUMNS } from '../../../lib/shared';
import type { CallHistogramAnswer } from '../../../lib/shared';
import type { CallRow } from '../../../lib/storage';
import { inputOf, randomFilter, type FilterCase } from '../../support/call-filter-cases';
import { seededRandom, type CallsWorld } from '../../support/stored-calls';
import { createEnrichedCalls } from './enriched-calls';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const NOW = new Date(Math.floor(Date.now() / 60_000) * 60_000 + 23_456);
const random = seededRandom(8);

let world: CallsWorld;
let stored: CallRow[];

beforeAll(async () => {
  ({ world, stored } = await createEnrichedCalls(NOW, random));
});
afterAll(() => world.close());

interface Asked {
  reachMs: number;
  step?: string;
  budgetMs?: number;
}

function histogram(
  { query }: Pick<FilterCase, 'query'>,
  { reachMs, step, budgetMs }: Asked,
): Promise<CallHistogramAnswer> {
  const range = { from: new Date(NOW.getTime() - reachMs).toISOString(), to: NOW.toISOString() };
  const input = { projectId: String(world.projectId), ...range, ...inputOf(query), ...(step && { step }) };
  return getCallHistogram(world.context(NOW), callHistogramInput.parse(input), { budgetMs });
}

/** Counts by the start of the step, none of them 0. */
function expected({ matches }: Pick<FilterCase, 'matches'>, { reachMs }: Asked, stepSeconds: number) {
  const counts = new Map<string, [calls: number, clientErrors: number, serverErrors: number]>();
  for (const row of stored) {
    const ms = row.finishedAtUs / 1000;
    const inRange = ms >= NOW.getTime() - reachMs && ms < NOW.getTime();
    if (row.environmentId === 3 || !inRange || !matches(row)) continue;
    const at = new Date(Math.floor(ms / (stepSeconds * 1000)) * stepSeconds * 1000).toISOString();
    const known = counts.get(at) ?? [0, 0, 0];
    known[0] += 1;
    if (row.status >= 400 && row.status < 500) known[1] += 1;
    if (row.status >= 500) known[2] += 1;
    counts.set(at, known);
  }
  return Object.fromEntries(counts);
}

const told = ({ points }: CallHistogramAnswer) =>
  Object.fromEntries(
    points.flatMap(({ at, calls, clientErrors, serverErrors }) =>
      calls === 0 ? [] : [[at, [calls, clientErrors, serverErrors]]],
    ),
  );

const COVERED = ['status', 'endpoint', 'route', 'consumer'] as const;

test.each([
  ['the last minutes', { reachMs: 20 * 60_000 + 77 }],
  ['a day', { reachMs: DAY_MS }],
  ['weeks, by hours', { reachMs: 8 * DAY_MS, step: '3600' }],
  ['a month', { reachMs: 24 * DAY_MS + 12_345 }],
])('counts of %s are those of a plain look at each call, whatever is filtered', async (_, asked) => {
  const sources = new Set<string>();
  for (let round = 0; round < 30; round++) {
    const columns = (round % 2 === 0 ? COVERED : CALL_FILTER_COLUMNS).filter(() => random() < 0.25);
    const filter = randomFilter(random, columns);
    const answer = await histogram(filter, { ...asked, budgetMs: 60_000 });
    const counts = expected(filter, asked, answer.stepSeconds);
    expect([filter.query.toString(), told(answer)]).toEqual([filter.query.toString(), counts]);
    expect(answer.total).toBe(Object.values(counts).reduce((sum, [calls]) => sum + calls, 0));
    expect(answer.points.length).toBeLessThanOrEqual(200);
    expect(answer.searchedBackTo).toBeNull();
    sources.add(answer.source);
  }
  expect([...sources].sort()).toEqual(['calls', 'rollups']);
});

test('without time a count says how far it looked, and leaves open what it does not know', async () => {
  const query = new URLSearchParams({ path: '/v1/*' });
  const answer = await histogram({ query }, { reachMs: 24 * DAY_MS, budgetMs: 0 });
  expect(answer).toMatchObject({ source: 'calls', total: 0, searchedBackTo: NOW.toISOString() });
  expect(answer.points.filter(({ calls }) => calls !== null)).toHaveLength(1);
});

test('steps of which nothing is kept are left open, not told as 0', async () => {
  const before = world.context(NOW);
  const keeps = { retentionDays: 2, minuteDays: 2 };
  const ctx = { ...before, project: before.project && { ...before.project, ...keeps } };
  const hourMs = Math.floor((NOW.getTime() - 5 * DAY_MS) / HOUR_MS) * HOUR_MS;
  const read = async (fromMs: number, toMs: number, more: object): Promise<(number | null)[]> => {
    const range = { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() };
    const asked = callHistogramInput.parse({ projectId: String(world.projectId), ...range, ...more });
    return (await getCallHistogram(ctx, asked)).points.map(({ calls }) => calls);
  };
  const openUntil = (values: (number | null)[]): number => values.findIndex((calls) => calls !== null);
  const hours = await read(hourMs, NOW.getTime(), { step: '3600', durationMs: '>=0' });
  expect(openUntil(hours)).toBe(72);
  expect(hours.slice(72)).not.toContain(null);
  const sums = await read(hourMs + 1_000, NOW.getTime(), { step: '3600' });
  expect(openUntil(sums)).toBe(1); // the first is no whole hour
  expect(sums.slice(1)).not.toContain(null);
  const minutes = await read(hourMs + 600_000, hourMs + 3_000_000, { step: '60' });
  expect(new Set(minutes)).toEqual(new Set([null]));
});

test('more than 300 steps are refused', async () => {
  const asked = histogram({ query: new URLSearchParams() }, { reachMs: DAY_MS, step: '60' });
  await expect(asked).rejects.toMatchObject({ code: 'invalid', details: { field: 'step' } });
});
