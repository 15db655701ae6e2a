import { afterAll, beforeAll, expect, test } from 'vitest';
import { callInput, callsInput, getCall, getCalls } from '../../../lib/analytics';
import { compactProject } from '../../../lib/rollups';
import type { CallItem } from '../../../lib/shared';
import type { CallRow } from '../../../lib/storage';
import { createCallsWorld, ENVIRONMENTS, randomCall, seededRandom } from '../../support/stored-calls';
import type { CallsWorld } from '../../support/stored-calls';

const DAY_MS = 86_400_000;
const NOW = new Date(Math.floor(Date.now() / 60_000) * 60_000 + 17_123);
const TWIN = '203.0.113.9';
const random = seededRandom(11);

let world: CallsWorld;
const stored: CallRow[] = [];

beforeAll(async () => {
  world = await createCallsWorld();
  const { projectId, storage, store } = world;
  const make = (count: number, reachMs: number): CallRow[] =>
    Array.from({ length: count }, () =>
      randomCall({ projectId, random, fromMs: NOW.getTime() - reachMs, toMs: NOW.getTime() }),
    );
  // A dense hour, a thin month, calls of one and the same microsecond in flushes whose ids differ in digits; the last
  // flush stays pending.
  const finishedAtUs = (NOW.getTime() - 90_000) * 1000 + 7;
  const twins = make(30, 60_000).map((row) => ({ ...row, finishedAtUs, environmentId: 1, caller: TWIN }));
  const flushes = [make(1500, 3_600_000), make(800, 25 * DAY_MS), []].map((rows, at) => [
    ...rows,
    ...twins.slice(at * 10, at * 10 + 10),
  ]);
  for (const rows of flushes) {
    stored.push(...rows);
    await store(rows, NOW);
  }
  while ((await compactProject(storage, projectId, NOW)).moved > 0);
  const last = make(300, 7_200_000);
  stored.push(...last);
  await store(last, NOW);
});
afterAll(() => world.close());

type Query = Record<string, string>;

interface Pages {
  limit: number;
  budgetMs?: number;
}

async function allPages(query: Query, { limit, budgetMs }: Pages): Promise<CallItem[]> {
  const calls: CallItem[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < 500; page++) {
    const input = callsInput.parse({
      projectId: String(world.projectId),
      from: new Date(NOW.getTime() - 29 * DAY_MS).toISOString(),
      to: NOW.toISOString(),
      limit: String(limit),
      ...query,
      ...(cursor && { cursor }),
    });
    const answer = await getCalls(world.context(NOW), input, budgetMs);
    expect(answer.nextCursor).not.toBe(cursor ?? '');
    expect(answer.calls.length).toBeLessThanOrEqual(limit);
    calls.push(...answer.calls);
    cursor = answer.nextCursor;
    if (cursor === null) return calls;
  }
  throw new Error('the pages never end');
}

const matches: [string, Query, (row: CallRow) => boolean, number][] = [
  ['no filter', {}, (row) => row.environmentId !== 3, 700],
  ['a status', { status: '404' }, (row) => row.status === 404 && row.environmentId !== 3, 40],
  ['a class of status', { status: '5xx' }, (row) => row.status >= 500 && row.environmentId !== 3, 97],
  ['a dense class', { status: '2xx' }, (row) => row.status >= 200 && row.status < 300 && row.environmentId !== 3, 300],
  ['an endpoint', { endpoint: '5' }, (row) => row.endpointId === 5 && row.environmentId !== 3, 33],
  ['a consumer', { consumer: 'consumer-2' }, (row) => row.consumerId === 2 && row.environmentId !== 3, 50],
  ['a caller', { caller: '198.51.100.7' }, (row) => row.caller === '198.51.100.7' && row.environmentId !== 3, 20],
  ['calls of one microsecond', { caller: TWIN }, (row) => row.caller === TWIN, 4],
  [
    'a status among them',
    { status: '2xx', caller: TWIN },
    (row) => row.caller === TWIN && row.status < 300 && row.status >= 200,
    1,
  ],
  ['an IPv6 caller', { caller: '2001:DB8:0::3' }, (row) => row.caller === '2001:db8::3' && row.environmentId !== 3, 5],
  ['an archive', { environment: 'archive' }, (row) => row.environmentId === 3, 30],
  [
    'all filters at once',
    { status: '4xx', endpoint: '1', consumer: 'consumer-1', environment: 'production' },
    (row) =>
      row.status >= 400 && row.status < 500 && row.endpointId === 1 && row.consumerId === 1 && row.environmentId === 1,
    3,
  ],
  ['a consumer that never called', { consumer: 'nobody' }, () => false, 10],
];

test.each(matches)(
  'pages filtered by %s are complete, in order and without repeats',
  async (_, query, match, limit) => {
    const calls = await allPages(query, { limit });
    const expected = stored.filter(match);
    expect(calls.length).toBe(expected.length);
    expect(new Set(calls.map((call) => call.id)).size).toBe(calls.length);
    const times = calls.map((call) => Date.parse(call.finishedAt));
    expect(times).toEqual([...times].sort((a, b) => b - a));
    const key = (status: number, bytes: number, ms: number): string => `${status} ${bytes} ${ms}`;
    expect(calls.map((call) => key(call.status, call.responseBytes, Date.parse(call.finishedAt))).sort()).toEqual(
      expected.map((row) => key(row.status, row.responseBytes, Math.floor(row.finishedAtUs / 1000))).sort(),
    );
  },
);

test.each(matches)(
  'without any time left, pages filtered by %s get on all the same, to the same end',
  async (_, query, __, limit) => {
    const unhurried = await allPages(query, { limit: 1000 });
    const hurried = await allPages(query, { limit, budgetMs: 0 });
    expect(hurried.map(({ id }) => id)).toEqual(unhurried.map(({ id }) => id));
  },
);

test('a page that ran out of time says how far it looked, and the next one begins there', async () => {
  const query = { from: new Date(NOW.getTime() - 29 * DAY_MS).toISOString(), to: NOW.toISOString(), limit: '1000' };
  const input = { projectId: String(world.projectId), status: '404', ...query };
  const first = await getCalls(world.context(NOW), callsInput.parse(input), 0);
  const backTo = first.searchedBackTo ?? '';
  expect(Date.parse(backTo)).toBeLessThan(NOW.getTime());
  for (const call of first.calls) expect(Date.parse(call.finishedAt)).toBeGreaterThanOrEqual(Date.parse(backTo));
  const next = await getCalls(world.context(NOW), callsInput.parse({ ...input, cursor: first.nextCursor }), 0);
  for (const call of next.calls) expect(Date.parse(call.finishedAt)).toBeLessThan(Date.parse(backTo));
  expect(Date.parse(next.searchedBackTo ?? query.from)).toBeLessThan(Date.parse(backTo));
});

test('a call carries its names and exact figures', async () => {
  const [call] = await allPages({ status: '404' }, { limit: 1000 });
  const row = stored.find((one) => one.responseBytes === call?.responseBytes && one.status === 404);
  expect(call).toMatchObject({
    environment: ENVIRONMENTS.find(({ id }) => id === row?.environmentId)?.slug,
    endpointId: row?.endpointId,
    requestBytes: row?.requestBytes,
    caller: row?.caller,
    durationMs: row && row.durationUs >= 0 ? row.durationUs / 1000 : null,
    consumer: row?.consumerId ? `consumer-${row.consumerId}` : null,
  });
});

const callOf = ({ id, finishedAt }: Pick<CallItem, 'id' | 'finishedAt'>) =>
  getCall(world.context(NOW), callInput.parse({ projectId: String(world.projectId), callId: id, at: finishedAt }));

test('a call is found by its id and time as the list told it: of a crowded microsecond, of an archive, still pending', async () => {
  const twins = await allPages({ caller: TWIN }, { limit: 1000 });
  const archived = await allPages({ environment: 'archive' }, { limit: 1000 });
  const [newest] = await allPages({}, { limit: 1000 });
  for (const call of [...twins, archived[0], newest]) {
    if (!call) throw new Error('there are such calls');
    expect(await callOf(call)).toEqual(call);
  }
});

test('no call is told of another time, of another id, or past its retention', async () => {
  const [call] = await allPages({ environment: 'production' }, { limit: 1000 });
  if (!call) throw new Error('there are calls');
  const later = new Date(Date.parse(call.finishedAt) + 1).toISOString();
  await expect(callOf({ ...call, finishedAt: later })).rejects.toMatchObject({ code: 'not_found' });
  await expect(callOf({ ...call, id: '7' })).rejects.toMatchObject({ code: 'not_found' });
  const muchLater = world.context(new Date(NOW.getTime() + 40 * DAY_MS));
  const input = callInput.parse({ projectId: String(world.projectId), callId: call.id, at: call.finishedAt });
  await expect(getCall(muchLater, input)).rejects.toMatchObject({ code: 'not_found' });
});

test.each([['x'], ['99999999999999999999'], ['-1']])('%s is no id of a call', (callId) => {
  expect(callInput.safeParse({ projectId: '1', callId, at: '2026-01-01T00:00:00Z' }).success).toBe(false);
});

test.each([
  [{ status: '4x' }, /status/],
  [{ endpoint: '0' }, /endpoint/],
  [{ caller: 'here' }, /IP address/],
  [{ limit: '1001' }, /1 to 1000/],
  [{ cursor: '1_99999999999999999999' }, /cursor/],
  [{ from: 'yesterday' }, /ISO 8601/],
  [{ from: '1970-01-01T00:00:00Z' }, /2000/],
])('a wrong parameter is named: %o', (query, message) => {
  const result = callsInput.safeParse({
    projectId: '1',
    from: '2026-01-01T00:00:00Z',
    to: '2026-01-02T00:00:00Z',
    ...query,
  });
  expect(result.error?.message ?? 'accepted').toMatch(message);
});
