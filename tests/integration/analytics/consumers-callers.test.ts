import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  callersInput,
  consumersInput,
  endpointsInput,
  getCallers,
  getConsumers,
  getEndpoints,
} from '../../../lib/analytics';
import { writeCursor } from '../../../lib/access';
import { compactProject } from '../../../lib/rollups';
import type { CallerItem, ConsumerItem } from '../../../lib/shared';
import type { CallRow } from '../../../lib/storage';
import { createCallsWorld, randomCall, seededRandom, storeWaves } from '../../support/stored-calls';
import type { CallsWorld } from '../../support/stored-calls';
import { callsIn, DAY_MS, HOUR_MS, NOW, type Query, rangeOf } from './recount';

const random = seededRandom(47);

let world: CallsWorld;
let stored: CallRow[];

/** Calls of the last hours, days and weeks, the latest of them still waiting for the rollups. */
beforeAll(async () => {
  world = await createCallsWorld();
  stored = await storeWaves(world, {
    now: NOW,
    random,
    waves: [
      [700, 3 * HOUR_MS],
      [700, 3 * DAY_MS],
      [900, 29 * DAY_MS],
      [400, 2.5 * DAY_MS],
    ],
  });
});
afterAll(() => world.close());

const span = (fromMs: number, toMs: number): Query => ({
  projectId: String(world.projectId),
  ...rangeOf(fromMs, toMs),
});
const callersOf = (query: Query) => getCallers(world.context(NOW), callersInput.parse(query));
const consumersOf = (query: Query) => getConsumers(world.context(NOW), consumersInput.parse(query));

/** Raw calls that a query names. */
const inside = ({ from = '', to = '', environment }: Query): CallRow[] => callsIn(stored, { from, to }, environment);

function groupBy<Key>(rows: readonly CallRow[], key: (row: CallRow) => Key | null): Map<Key, CallRow[]> {
  const groups = new Map<Key, CallRow[]>();
  for (const row of rows) {
    const of = key(row);
    if (of !== null) groups.set(of, [...(groups.get(of) ?? []), row]);
  }
  return groups;
}

const sum = (rows: readonly CallRow[], of: (row: CallRow) => number): number =>
  rows.reduce((all, row) => all + of(row), 0);

function counts(rows: readonly CallRow[]) {
  const errors = rows.filter(({ status }) => status >= 400).length;
  const rateLimited = rows.filter(({ status }) => status === 429).length;
  return { calls: rows.length, errors, errorRatio: errors / rows.length, rateLimited };
}

function consumerCounts(rows: readonly CallRow[]) {
  const timed = rows.filter(({ durationUs }) => durationUs >= 0);
  const meanUs = sum(timed, ({ durationUs }) => durationUs) / timed.length;
  return {
    ...counts(rows),
    meanMs: timed.length === 0 ? null : Math.round(meanUs) / 1000,
    bytesIn: sum(rows, ({ requestBytes }) => requestBytes),
    bytesOut: sum(rows, ({ responseBytes }) => responseBytes),
  };
}

const RANGES: [string, number, number][] = [
  ['part of a minute', 20_000, 500],
  ['some minutes', 1_500_001, 17],
  ['hours that begin and end anywhere', 7.3 * HOUR_MS, 1.2 * HOUR_MS],
  ['a day and a bit', 27.2 * HOUR_MS, 333],
  ['some days until now', 5.2 * DAY_MS, 333],
  ['across the edge of what is kept by the hour', 2.4 * DAY_MS, 1.6 * DAY_MS],
  ['weeks ago', 20.4 * DAY_MS, 11.7 * DAY_MS],
  ['all of it', 29.2 * DAY_MS, -DAY_MS],
];
const ENVIRONMENTS: Query[] = [{}, { environment: 'staging' }, { environment: 'archive' }];
const cases = RANGES.flatMap(([name, fromMs, toMs]) => ENVIRONMENTS.map((of) => ({ name, fromMs, toMs, of })));

test.each(cases)('callers of $name, $of, equal a recount of the calls', async ({ fromMs, toMs, of }) => {
  const query = { ...span(fromMs, toMs), ...of };
  const answer = await callersOf({ ...query, limit: '1000' });
  expect([answer.from, answer.to]).toEqual([query['from'], query['to']]);
  const expected = groupBy(inside(query), ({ caller }) => caller);
  expect(answer.count).toBe(expected.size);
  expect(answer.callers).toHaveLength(expected.size);
  expect(answer).toMatchObject({ complete: true, nextCursor: null });
  const everything = groupBy(inside({ ...query, ...span(40 * DAY_MS, -DAY_MS) }), ({ caller }) => caller);
  const minute = (us: number): string => new Date(Math.floor(us / 60e6) * 60_000).toISOString();
  for (const item of answer.callers) {
    const times = (everything.get(item.address) ?? []).map(({ finishedAtUs }) => finishedAtUs);
    expect(item).toEqual({
      address: item.address,
      country: null,
      provider: null,
      network: item.address.startsWith('198.') ? '198.51.100.0/24' : '2001:db8::/64',
      ...counts(expected.get(item.address) ?? []),
      firstSeenAt: minute(Math.min(...times)),
      lastSeenAt: minute(Math.max(...times)),
    });
  }
});

test.each(cases)('consumers of $name, $of, equal a recount of the calls', async ({ name, fromMs, toMs, of }) => {
  const query = { ...span(fromMs, toMs), ...of, vs: 'prev' };
  const answer = await consumersOf(query);
  const expected = groupBy(inside(query), ({ consumerId }) => (consumerId === 0 ? null : `consumer-${consumerId}`));
  const before = groupBy(inside({ ...query, ...span(2 * fromMs - toMs, fromMs) }), ({ consumerId }) =>
    consumerId === 0 ? null : `consumer-${consumerId}`,
  );
  const isWatched = !['weeks ago', 'all of it'].includes(name);
  expect(answer.count).toBe(expected.size);
  expect(answer.consumers).toHaveLength(expected.size);
  for (const { firstSeenAt, lastSeenAt, ...item } of answer.consumers) {
    const previousCalls = isWatched ? (before.get(item.name)?.length ?? 0) : null;
    expect(item).toEqual({ name: item.name, previousCalls, ...consumerCounts(expected.get(item.name) ?? []) });
    expect(Date.parse(firstSeenAt)).toBeLessThanOrEqual(Date.parse(lastSeenAt));
  }
});

const busiestFirst = (items: readonly { calls: number }[]): void =>
  items.forEach(({ calls }, index) => expect(calls).toBeLessThanOrEqual(items[index - 1]?.calls ?? Infinity));

test('pages of callers are the whole list, in the same order, and count the same range', async () => {
  const query = span(9.3 * DAY_MS, 0);
  const whole = await callersOf({ ...query, limit: '1000' });
  const pages: CallerItem[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page = await callersOf({ ...query, limit: '4', ...(cursor && { cursor }) });
    expect([page.from, page.to, page.count]).toEqual([whole.from, whole.to, whole.count]);
    pages.push(...page.callers);
    cursor = page.nextCursor;
  }
  expect(pages).toEqual(whole.callers);
  busiestFirst(pages);
});

test('a cursor that no page gave is counted within the same bound as a first page', async () => {
  const query = span(20.5 * HOUR_MS, 3.4 * HOUR_MS);
  const [from, to] = [Date.parse(query.from ?? ''), Date.parse(query.to ?? '')];
  const cursor = writeCursor([1e9, '203.0.113.1', from, to]);
  const rangeWith = async (mostCallsRead: number, more: Query = {}) => {
    const input = callersInput.parse({ ...query, ...more });
    const answer = await getCallers(world.context(NOW), input, mostCallsRead);
    return [answer.from, answer.to];
  };
  expect(await rangeWith(10_000, { cursor })).toEqual([query.from, query.to]);
  const bounded = await rangeWith(2);
  expect(bounded).not.toEqual([query.from, query.to]);
  expect(await rangeWith(1, { cursor })).toEqual(bounded);
  const early = writeCursor([1e9, '203.0.113.1', 0, to]);
  expect(await rangeWith(10_000, { cursor: early })).toEqual(
    await rangeWith(10_000, span(300 * DAY_MS, 3.4 * HOUR_MS)),
  );
});

test('pages of consumers are the whole list, in the same order', async () => {
  const query = span(9.3 * DAY_MS, 0);
  const whole = await consumersOf(query);
  const pages: ConsumerItem[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page = await consumersOf({ ...query, limit: '2', ...(cursor && { cursor }) });
    expect(page.count).toBe(whole.count);
    pages.push(...page.consumers);
    cursor = page.nextCursor;
  }
  expect(pages).toEqual(whole.consumers);
  busiestFirst(pages);
});

test.each([
  ['of the last two days by whole hours', 7.3 * HOUR_MS, 1.2 * HOUR_MS, HOUR_MS],
  ['of before by whole days', 20.4 * DAY_MS, 11.7 * DAY_MS, DAY_MS],
])('where too many calls would have to be read, callers are counted %s', async (_, fromMs, toMs, unitMs) => {
  const query = span(fromMs, toMs);
  const answer = await getCallers(world.context(NOW), callersInput.parse({ ...query, limit: '1000' }), 0);
  const [from, to] = [Date.parse(query['from'] ?? ''), Date.parse(query['to'] ?? '')];
  expect(Date.parse(answer.from)).toBe(Math.floor(from / unitMs) * unitMs);
  expect(Date.parse(answer.to)).toBe(Math.ceil(to / unitMs) * unitMs);
  const expected = groupBy(inside({ ...query, from: answer.from, to: answer.to }), ({ caller }) => caller);
  expect(new Map(answer.callers.map(({ address, calls }) => [address, calls]))).toEqual(
    new Map([...expected].map(([address, rows]) => [address, rows.length])),
  );
});

test('callers are told from when calls are kept on, and refused for a range before', async () => {
  const answer = await callersOf(span(90 * DAY_MS, 0));
  const dayOf = (at: Date): number => Math.floor(at.getTime() / DAY_MS) * DAY_MS;
  expect(Date.parse(answer.from)).toBe(dayOf(new Date(NOW.getTime() - 30 * DAY_MS)));
  await expect(callersOf(span(90 * DAY_MS, 40 * DAY_MS))).rejects.toThrow(/as long as calls/);
});

test('consumers and endpoints of long ago are counted from whole hours on', async () => {
  const hour = new Date(Math.floor((NOW.getTime() - 60 * DAY_MS) / HOUR_MS) * HOUR_MS);
  const query = { ...span(0, -1), from: hour.toISOString(), to: NOW.toISOString() };
  const all = await consumersOf(query);
  expect(sum(stored, (row) => Number(row.consumerId !== 0 && row.environmentId !== 3))).toBe(
    all.consumers.reduce((calls, item) => calls + item.calls, 0),
  );
  const odd = { ...query, from: new Date(hour.getTime() + 1).toISOString() };
  expect(await consumersOf(odd)).toEqual(all);
  const { from, to } = await getEndpoints(world.context(NOW), endpointsInput.parse(odd));
  expect([from, to]).toEqual([query.from, query.to]);
});

test('of consumers whose time before is not kept any more nothing is compared', async () => {
  const ofWeek = await consumersOf({ ...span(0.5 * HOUR_MS, 0), vs: 'week' });
  expect(ofWeek.consumers.every(({ previousCalls }) => previousCalls !== null)).toBe(true);
  const { project, ...rest } = world.context(NOW);
  const shortened = { ...rest, project: project && { ...project, retentionDays: 2 } };
  const query = consumersInput.parse({ ...span(0.5 * HOUR_MS, 0), vs: 'week' });
  const { consumers } = await getConsumers(shortened, query);
  expect(consumers.length).toBeGreaterThan(0);
  expect(consumers.every(({ previousCalls }) => previousCalls === null)).toBe(true);
});

test('a history that comes late moves the first time of a consumer back to its minute, waiting or folded', async () => {
  const { projectId, storage, store } = world;
  const firstOf = async (): Promise<string | undefined> =>
    (await consumersOf(span(DAY_MS, 0))).consumers.find(({ name }) => name === 'consumer-2')?.firstSeenAt;
  const early = NOW.getTime() - 29.6 * DAY_MS;
  const call = randomCall({ projectId, random, fromMs: early, toMs: early });
  const row = { ...call, consumerId: 2, environmentId: 1 };
  stored.push(row);
  await store([row], NOW);
  const expected = new Date(Math.floor(early / 60_000) * 60_000).toISOString();
  expect(await firstOf()).toBe(expected);
  while ((await compactProject(storage, projectId, NOW)).moved > 0);
  expect(await firstOf()).toBe(expected);
});

test.each([
  ['a limit beyond 1,000', { limit: '1001' }, /limit|1000/],
  ['a cursor of something else', { cursor: 'e30' }, /nextCursor/],
  ['an unknown environment', { environment: 'nowhere' }, /production, staging, archive/],
  ['an empty range', { to: '2020-01-01T00:00:00Z' }, /after from/],
])('%s is refused with a reason', async (_, wrong, message) => {
  const query = { ...span(DAY_MS, 0), ...wrong };
  const callers = async (): Promise<unknown> => callersOf(query);
  const consumers = async (): Promise<unknown> => consumersOf(query);
  await expect(callers()).rejects.toThrow(message);
  await expect(consumers()).rejects.toThrow(message);
});

test('callers of calls ahead of the clock are not counted before their time', async () => {
  const hourMs = Math.ceil(NOW.getTime() / HOUR_MS) * HOUR_MS;
  const early = { fromMs: hourMs + 1_200_000, toMs: hourMs + 1_200_000 };
  const ahead = {
    ...randomCall({ projectId: world.projectId, random, ...early }),
    environmentId: 1,
    caller: '203.0.113.77',
  };
  await world.store([ahead], NOW);
  const tell = async (toMs: number): Promise<number | undefined> => {
    const query = callersInput.parse({ ...span(5.2 * DAY_MS, NOW.getTime() - toMs), limit: '1000' });
    const { callers } = await getCallers(world.context(NOW), query, 0);
    return callers.find(({ address }) => address === ahead.caller)?.calls;
  };
  for (const moved of [0, 1]) {
    if (moved > 0) await compactProject(world.storage, world.projectId, NOW);
    expect([await tell(hourMs), await tell(hourMs + HOUR_MS)]).toEqual([undefined, 1]);
  }
});
