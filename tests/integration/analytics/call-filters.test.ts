import { afterAll, beforeAll, expect, test } from 'vitest';
import { callsInput, getCalls } from '../../../lib/analytics';
import { CALL_FILTER_COLUMNS } from '../../../lib/shared';
import type { CallItem } from '../../../lib/shared';
import type { CallRow } from '../../../lib/storage';
import { inputOf, randomFilter, type FilterCase } from '../../support/call-filter-cases';
import { seededRandom, type CallsWorld } from '../../support/stored-calls';
import { createEnrichedCalls } from './enriched-calls';

const DAY_MS = 86_400_000;
const NOW = new Date(Math.floor(Date.now() / 60_000) * 60_000 + 23_456);
const FROM = new Date(NOW.getTime() - 20 * DAY_MS - 1_234);
const random = seededRandom(5);

let world: CallsWorld;
let stored: CallRow[];

beforeAll(async () => {
  ({ world, stored } = await createEnrichedCalls(NOW, random));
});
afterAll(() => world.close());

async function pages({ query }: FilterCase, limit: number, budgetMs?: number): Promise<CallItem[]> {
  const calls: CallItem[] = [];
  let cursor: string | null = null;
  do {
    const range = { projectId: String(world.projectId), from: FROM.toISOString(), to: NOW.toISOString() };
    const place = { limit: String(limit), ...(cursor && { cursor }) };
    const answer = await getCalls(
      world.context(NOW),
      callsInput.parse({ ...range, ...inputOf(query), ...place }),
      budgetMs,
    );
    calls.push(...answer.calls);
    cursor = answer.nextCursor;
  } while (cursor !== null);
  return calls;
}

/** By the number that each call has of its own. */
function expected({ matches }: FilterCase): number[] {
  const [from, to] = [FROM.getTime() * 1000, NOW.getTime() * 1000];
  return stored
    .filter((row) => row.environmentId !== 3 && row.finishedAtUs >= from && row.finishedAtUs < to && matches(row))
    .map(({ responseBytes }) => responseBytes)
    .sort((a, b) => a - b);
}

const serials = (calls: readonly CallItem[]): number[] =>
  calls.map(({ responseBytes }) => responseBytes).sort((a, b) => a - b);

test.each(CALL_FILTER_COLUMNS)(
  'calls filtered by %s are those that a plain look at each call finds',
  async (column) => {
    for (let round = 0; round < 8; round++) {
      const filter = randomFilter(random, [column]);
      expect([filter.query.toString(), serials(await pages(filter, 1000))]).toEqual([
        filter.query.toString(),
        expected(filter),
      ]);
    }
  },
);

test('any filters at once find what a plain look at each call finds, page by page and without time', async () => {
  for (let round = 0; round < 30; round++) {
    const columns = CALL_FILTER_COLUMNS.filter(() => random() < 0.15);
    const filter = randomFilter(random, columns);
    const calls = await pages(filter, 1 + Math.floor(random() * 400), round % 3 === 0 ? 0 : undefined);
    expect([filter.query.toString(), serials(calls)]).toEqual([filter.query.toString(), expected(filter)]);
    const times = calls.map(({ finishedAt }) => Date.parse(finishedAt));
    expect(times).toEqual([...times].sort((a, b) => b - a));
  }
});

test('environments are chosen, added up and left out', async () => {
  const of = async (...slugs: string[]) => {
    const query = new URLSearchParams(slugs.map((slug) => ['environment', slug]));
    return serials(await pages({ query, matches: () => true }, 1000));
  };
  const inside = (ids: number[]) =>
    stored
      .filter(({ environmentId, finishedAtUs }) => ids.includes(environmentId) && finishedAtUs >= FROM.getTime() * 1000)
      .map(({ responseBytes }) => responseBytes)
      .sort((a, b) => a - b);
  expect(await of('staging')).toEqual(inside([2]));
  expect(await of('staging', 'archive')).toEqual(inside([2, 3]));
  expect(await of('!production')).toEqual(inside([2]));
  await expect(of('nowhere')).rejects.toThrow('environment');
});

test('a call tells its error and its marks', async () => {
  const [row] = stored.filter(({ attrs, environmentId }) => attrs !== null && environmentId === 1);
  const query = new URLSearchParams({ responseBytes: String(row?.responseBytes) });
  const [call] = await pages({ query, matches: () => true }, 10);
  expect(call).toMatchObject({ errorClass: JSON.parse(row?.attrs ?? '{}').error });
});
