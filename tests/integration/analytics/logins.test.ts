import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  attemptsInput,
  getAttempts,
  getLoginEntities,
  getLogins,
  loginEntitiesInput,
  loginsInput,
} from '../../../lib/analytics';
import type { CallItem } from '../../../lib/shared';
import type { CallRow } from '../../../lib/storage';
import { createCallsWorld, seededRandom, storeWaves } from '../../support/stored-calls';
import type { CallsWorld } from '../../support/stored-calls';
import { callsIn, casesOf, DAY_MS, HOUR_MS, NOW, type Query, rangeOf, WAVES } from './recount';

const random = seededRandom(61);
const ACCOUNTS = Array.from({ length: 25 }, (_, index) => Buffer.alloc(16, index + 1));

let world: CallsWorld;
let stored: CallRow[];

/** Calls of which every second is an attempt: on endpoint 2, which is flagged, and a few on 3, which is not. */
beforeAll(async () => {
  world = await createCallsWorld();
  const { projectId, storage } = world;
  await storage.query('update endpoint set is_login = true where id = 2');
  const extra = { projectId, id: 40, method: 'POST', route: '/session' };
  await storage.prisma.endpoint.create({ data: extra });
  stored = await storeWaves(world, {
    now: NOW,
    random,
    waves: WAVES,
    change(call) {
      if (random() < 0.5) return { ...call, flags: 0, endpointId: random() < 0.01 ? 40 : call.endpointId };
      const accountHash = ACCOUNTS[Math.floor(random() ** 2 * 30)] ?? null;
      return { ...call, flags: 1 + Math.floor(random() * 3), accountHash, endpointId: random() < 0.9 ? 2 : 3 };
    },
  });
});
afterAll(() => world.close());

const span = (fromMs: number, toMs: number): Query => ({
  projectId: String(world.projectId),
  ...rangeOf(fromMs, toMs),
});
const ask = (query: Query, most?: number) => getLogins(world.context(NOW), loginsInput.parse(query), most);
const entities = (query: Query, most?: number) =>
  getLoginEntities(world.context(NOW), loginEntitiesInput.parse(query), most);
const attempts = (query: Query) => getAttempts(world.context(NOW), attemptsInput.parse(query));

const outcomeOf = ({ flags }: CallRow): number => flags & 3;

const inside = (range: { from?: string; to?: string }, environment?: string): CallRow[] =>
  callsIn(stored, range, environment).filter((row) => outcomeOf(row) !== 0);

const count = (rows: readonly CallRow[], outcome: number): number =>
  rows.filter((row) => outcomeOf(row) === outcome).length;

const cases = casesOf([
  ['minutes', 1.2 * HOUR_MS, 0],
  ['a day', 1.1 * DAY_MS, 0.1 * DAY_MS],
  ['weeks', 27 * DAY_MS, 0],
]);
const queryOf = ({ fromMs, toMs, environment }: (typeof cases)[number]): Query => ({
  ...span(fromMs, toMs),
  ...(environment && { environment }),
});

test.each(cases)('logins over $name in $environment equal a recount', async (one) => {
  const answer = await ask({ ...queryOf(one), vs: 'prev' });
  const rows = inside(answer, one.environment);
  expect(answer.searchedBackTo).toBeNull();
  expect(answer.totals).toEqual({ failures: count(rows, 2), successes: count(rows, 1), unknown: count(rows, 3) });
  for (const { at, failures, successes, unknown } of answer.points) {
    const to = new Date(Date.parse(at) + answer.stepSeconds * 1000).toISOString();
    const own = inside({ from: at, to }, one.environment);
    expect([failures, successes, unknown]).toEqual([count(own, 2), count(own, 1), count(own, 3)]);
  }
  // nothing was watched before the weeks
  expect(answer.previous === null).toBe(one.name === 'weeks');
  const before = answer.previous && inside(answer.previous, one.environment);
  expect(answer.previous?.totals).toEqual(
    before ? { failures: count(before, 2), successes: count(before, 1) } : undefined,
  );
  for (const { id, failures, successes, isLogin } of answer.endpoints) {
    const own = rows.filter(({ endpointId }) => endpointId === id);
    expect([failures, successes, isLogin]).toEqual([count(own, 2), count(own, 1), id === 2]);
  }
  expect(answer.endpoints.reduce((sum, { failures }) => sum + failures, 0)).toBe(answer.totals.failures);
});

test.each(cases)('accounts and callers of logins over $name in $environment equal a recount', async (one) => {
  const answer = await entities(queryOf(one));
  const rows = inside(answer, one.environment);
  const distinct = (pick: (row: CallRow) => string | null | undefined): number =>
    new Set(rows.map(pick).filter((value) => value !== null && value !== undefined)).size;
  const accountOf = ({ accountHash }: CallRow): string | undefined =>
    accountHash ? Buffer.from(accountHash).toString('hex') : undefined;
  expect(answer.searchedBackTo).toBeNull();
  expect([answer.accountCount, answer.callerCount]).toEqual([distinct(accountOf), distinct(({ caller }) => caller)]);
  expect(answer.accounts).toHaveLength(Math.min(20, answer.accountCount));
  for (const { accountHash, failures, successes, unknown, callers, lastAttemptAt } of answer.accounts) {
    const own = rows.filter((row) => accountOf(row) === accountHash);
    expect([failures, successes, unknown]).toEqual([count(own, 2), count(own, 1), count(own, 3)]);
    expect(callers).toBe(new Set(own.flatMap(({ caller }) => caller ?? [])).size);
    const last = Math.max(...own.map(({ finishedAtUs }) => Math.floor(finishedAtUs / 1000)));
    expect(lastAttemptAt).toBe(new Date(last).toISOString());
  }
  for (const { address, failures, accounts } of answer.callers) {
    const own = rows.filter(({ caller }) => caller === address);
    expect(failures).toBe(count(own, 2));
    expect(accounts).toBe(new Set(own.flatMap((row) => accountOf(row) ?? [])).size);
  }
});

test('where too many attempts would have to be read, both say how far they looked and are exact up to there', async () => {
  const query = span(27 * DAY_MS, 0);
  const answer = await ask({ ...query, step: '3600' }, 120);
  const since = answer.searchedBackTo ?? '';
  expect(answer.totals.unknown).toBe(count(inside({ from: since, to: answer.to }), 3));
  expect(answer.totals.unknown).toBeGreaterThan(0);
  expect(answer.points.filter(({ unknown }) => unknown === null)).toEqual(answer.points.filter(({ at }) => at < since));
  const found = await entities(query, 120);
  const rows = inside({ from: found.searchedBackTo ?? '', to: found.to });
  expect(found.callerCount).toBe(new Set(rows.flatMap(({ caller }) => caller ?? [])).size);
  expect(rows.length).toBeGreaterThan(20);
});

test.each([
  ['all', {}, () => true],
  ['failures', { outcome: 'failure' }, (row: CallRow) => outcomeOf(row) === 2],
  ['one account', { account: ACCOUNTS[0]?.toString('hex') ?? '' }, (row: CallRow) => row.accountHash?.[0] === 1],
  ['one caller', { caller: '198.51.100.7' }, (row: CallRow) => row.caller === '198.51.100.7'],
])('attempts of %s come newest first, and pages lose none', async (_, filter: Query, matches) => {
  const query = { ...span(27 * DAY_MS, 0), ...filter };
  const expected = inside(query).filter(matches);
  const found: CallItem[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page = await attempts({ ...query, limit: '37', ...(cursor && { cursor }) });
    expect(page.searchedBackTo).toBeNull();
    found.push(...page.calls);
    cursor = page.nextCursor;
  }
  const times = expected.map(({ finishedAtUs }) => Math.floor(finishedAtUs / 1000)).sort((a, b) => b - a);
  expect(found.map(({ finishedAt }) => Date.parse(finishedAt))).toEqual(times);
  expect(new Set(found.map(({ id }) => id)).size).toBe(expected.length);
});

test('where attackers got in is told with its incident; entries outside the range or environment are not', async () => {
  const at = (ms: number) => ({
    account: 'ab'.repeat(16),
    caller: '203.0.113.7',
    atMs: NOW.getTime() - ms,
    failuresBefore: 9,
  });
  const incident = (id: number, environmentId: number, entries: object[]) => ({
    projectId: world.projectId,
    id,
    environmentId,
    state: 'resolved',
    severity: 'critical',
    detector: 'success-after-burst',
    title: 'Entered',
    openedAt: NOW,
    updatedAt: NOW,
    firstSeenAt: new Date(NOW.getTime() - 5 * HOUR_MS),
    lastSeenAt: NOW,
    entities: { entries },
  });
  const data = [
    incident(1, 1, [at(HOUR_MS), at(2 * HOUR_MS), at(4 * HOUR_MS)]),
    incident(2, 3, [at(HOUR_MS)]),
    incident(3, 2, []),
  ];
  await world.storage.prisma.incident.createMany({ data });
  const { entries } = await ask(span(3 * HOUR_MS, 0));
  expect(entries.map(({ incidentId, at: time }) => [incidentId, NOW.getTime() - Date.parse(time)])).toEqual([
    [1, 2 * HOUR_MS],
    [1, HOUR_MS],
  ]);
  expect(entries[0]).toMatchObject({ severity: 'critical', environment: 'production', caller: '203.0.113.7' });
  expect((await ask({ ...span(3 * HOUR_MS, 0), environment: 'archive' })).entries).toHaveLength(1);
});

test('endpoints that look like a login and are not flagged are suggested', async () => {
  const { suggested, endpoints } = await ask(span(28 * DAY_MS, 0));
  expect(suggested.map(({ route }) => route)).toEqual(['/session']);
  expect(endpoints.map(({ id }) => id)).toEqual([2, 3]);
});

test.each([
  ['an outcome of another name', { outcome: 'maybe' }, /success, failure or unknown/],
  ['a shortened hash', { account: '7f3a' }, /32 hexadecimal/],
  ['a cursor of something else', { cursor: 'e30' }, /nextCursor/],
])('%s is refused with a reason', (_, wrong: Query, message) => {
  expect(() => attemptsInput.parse({ ...span(DAY_MS, 0), ...wrong })).toThrow(message);
});
