import { afterAll, beforeAll, expect, test } from 'vitest';
import { callersInput, endpointsInput, getCallers, getEndpoints } from '../../../lib/analytics';
import { compactInTurns, compactProject, repairDay } from '../../../lib/rollups';
import { connect, dayOf } from '../../../lib/storage';
import type { CallRow } from '../../../lib/storage';
import { createCallsWorld, ENVIRONMENTS, randomCall, seededRandom } from '../../support/stored-calls';
import type { CallsWorld } from '../../support/stored-calls';
import { DAY_MS, HOUR_MS, NOW, rangeOf } from './recount';

/** So many calls that their sums are no light claim. */
const BUSY = 5_000;
const WIDE = ['caller_hour', 'caller_day', 'endpoint_consumers_day', 'consumer_caller_hour'];
const NARROW = ['endpoint_minute', 'endpoint_hour', 'endpoint_day', 'consumer_minute', 'consumer_hour', 'consumer_day'];

const random = seededRandom(91);
let world: CallsWorld;
const stored: CallRow[] = [];

beforeAll(async () => {
  world = await createCallsWorld();
});
afterAll(() => world.close());

async function storeCalls(count: number): Promise<void> {
  const { projectId, store } = world;
  const [fromMs, toMs] = [NOW.getTime() - 30 * HOUR_MS, NOW.getTime()];
  const rows = Array.from({ length: count }, () => randomCall({ projectId, random, fromMs, toMs }));
  stored.push(...rows);
  await store(rows, NOW);
}

const fold = () => compactInTurns(world.storage, world.projectId, NOW);
/** As if what waits had waited so much longer. */
const age = (seconds: number) =>
  world.storage.query(`update call_pending set created_at = created_at - $1 * interval '1 second'`, [seconds]);

async function counts(tables: readonly string[]): Promise<number[]> {
  const of = async (table: string) => {
    const { rows } = await world.storage.query<{ n: number }>(`select count(*)::int n from ${table}`);
    return rows[0]?.n ?? 0;
  };
  return Promise.all(tables.map(of));
}

async function waiting(): Promise<{ flushed: number; aside: number }> {
  const { rows } = await world.storage.query<{ flushed: number; aside: number }>(
    `select count(*) filter (where flush_no > 0)::int flushed, count(*) filter (where flush_no < 0)::int aside from call_pending`,
  );
  return rows[0] ?? { flushed: -1, aside: -1 };
}

/** Every row of every tier, as text. */
async function dump(): Promise<string[][]> {
  const of = async (table: string) => {
    const { rows } = await world.storage.query<{ row: string }>(`select t::text as row from ${table} t order by 1`);
    return rows.map(({ row }) => row);
  };
  return Promise.all([...NARROW, ...WIDE].map(of));
}

/** What needs the wide tiers: callers with their times, and distinct consumers of endpoints. */
async function read(): Promise<unknown> {
  const query = { projectId: String(world.projectId), ...rangeOf(2 * DAY_MS, 0) };
  const context = world.context(NOW);
  const callers = await getCallers(context, callersInput.parse({ ...query, limit: '1000' }));
  return { callers, endpoints: await getEndpoints(context, endpointsInput.parse(query)) };
}

async function repair(): Promise<void> {
  const storage = connect({ url: world.directUrl, max: 2, applicationName: 'test', onIdleError: () => undefined });
  const environmentIds = ENVIRONMENTS.map(({ id }) => id);
  for (const day of new Set(stored.map((row) => dayOf(row.finishedAtUs / 1_000)))) {
    await repairDay(storage, { projectId: world.projectId, day: new Date(day), environmentIds, now: NOW });
  }
  await storage.close();
}

test('a busy project waits a little; its callers stay aside, are read as they are, and folded once', async () => {
  await storeCalls(BUSY);
  expect(await fold()).toEqual({ moved: 0, full: false });
  const whole = await read();
  for (let claim = 1; claim <= 3; claim += 1) {
    await age(50);
    expect((await fold()).moved).toBe(1);
    expect(await waiting()).toEqual({ flushed: 0, aside: claim });
    if (claim === 1) expect(await read()).toEqual(whole);
    if (claim < 3) await storeCalls(BUSY);
  }
  expect(await counts(WIDE)).toEqual([0, 0, 0, 0]);
  expect(Math.min(...(await counts(NARROW)))).toBeGreaterThan(0);
  const aside = await read();
  // nothing comes beside it any more
  expect((await fold()).moved).toBe(3);
  expect(await waiting()).toEqual({ flushed: 0, aside: 0 });
  expect(await read()).toEqual(aside);
  const folded = await dump();
  await repair();
  expect(await dump()).toEqual(folded);
});

test('what is aside goes into the tiers when it has waited long, with a light claim, and for who needs all of it', async () => {
  const setAside = async (): Promise<void> => {
    await storeCalls(BUSY);
    await age(50);
    await fold();
    expect((await waiting()).aside).toBe(1);
  };
  await setAside();
  await storeCalls(20);
  expect((await fold()).moved).toBe(2);
  await setAside();
  await age(300);
  await storeCalls(BUSY);
  await age(50);
  expect((await fold()).moved).toBe(2);
  await setAside();
  await storeCalls(BUSY);
  expect((await compactProject(world.storage, world.projectId, NOW)).moved).toBe(2);
  expect(await waiting()).toEqual({ flushed: 0, aside: 0 });
});

test('a repair counts what is aside once, and parallel workers double nothing', async () => {
  for (let flush = 0; flush < 4; flush += 1) {
    await storeCalls(BUSY);
    if (flush < 3) await age(flush === 2 ? 400 : 50);
    await Promise.all([fold(), fold(), fold()]);
  }
  await storeCalls(BUSY);
  await age(50);
  await fold();
  expect((await waiting()).aside).toBeGreaterThan(0);
  await repair();
  expect(await waiting()).toEqual({ flushed: 0, aside: 0 });
  const repaired = await dump();
  await repair();
  expect(await dump()).toEqual(repaired);
  const { rows } = await world.storage.query<{ calls: number }>(`select sum(calls)::int calls from caller_day`);
  expect(rows[0]?.calls).toBe(stored.filter(({ caller }) => caller !== null).length);
});
