import { expect, it, onTestFinished } from 'vitest';
import { callsInput, getCalls } from '../../../lib/analytics';
import { repairDay } from '../../../lib/rollups';
import { addToTiers } from '../../../lib/rollups/add-to-tiers';
import { mergeBlobs } from '../../../lib/rollups/compact';
import { claimPending } from '../../../lib/storage';
import type { CallRow } from '../../../lib/storage';
import { createCallsWorld, randomCall, seededRandom } from '../../support/stored-calls';

const HOUR_MS = 3_600_000;
const NOW = new Date('2026-11-24T12:30:00Z');
const MOST = 10;

/** A project whose rollups hold 10 callers of an hour. */
async function startWorld() {
  const world = await createCallsWorld();
  onTestFinished(() => world.close());
  const { projectId, storage } = world;
  const random = seededRandom(5);
  const stored: CallRow[] = [];
  const callsOf = (callers: readonly string[], fromMs: number): CallRow[] =>
    callers.map((caller) => ({
      ...randomCall({ projectId, random, fromMs, toMs: fromMs + HOUR_MS }),
      caller,
      environmentId: 1,
      consumerId: 1,
    }));
  async function store(rows: CallRow[]): Promise<void> {
    stored.push(...rows);
    await world.store(rows, NOW);
    await storage.transaction(async (tx) => {
      const totals = await mergeBlobs(await claimPending(tx, projectId, { maxBytes: null }));
      await addToTiers(storage, tx, { projectId, totals, now: NOW, skipDay: null, callersPerHour: MOST });
    });
  }
  async function found(caller: string): Promise<number> {
    const range = { from: new Date(NOW.getTime() - 20 * 24 * HOUR_MS).toISOString(), to: NOW.toISOString() };
    const input = callsInput.parse({ projectId: String(projectId), caller, limit: '1000', ...range });
    return (await getCalls(world.context(NOW), input)).calls.length;
  }
  const count = async (sql: string): Promise<number> =>
    Number(Object.values((await storage.query(sql)).rows[0] ?? {})[0]);
  const repair = (day: string) =>
    repairDay(storage, { projectId, day: new Date(day), environmentIds: [1], now: NOW, callersPerHour: MOST });
  return { store, found, count, callsOf, stored, repair };
}

const addresses = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, at) => `203.0.113.${from + at}`);
const LAST_HOUR = NOW.getTime() - 1.5 * HOUR_MS; // 11:00

it('past the bound of an hour no more callers are indexed, and the filter finds the calls of all of them', async () => {
  const { store, found, count, callsOf, stored } = await startWorld();
  await store(callsOf(addresses(0, 8), LAST_HOUR));
  await store(callsOf(addresses(6, 20), LAST_HOUR));
  await store(callsOf(addresses(0, 30), LAST_HOUR));
  await store(callsOf(addresses(0, 5), LAST_HOUR - HOUR_MS));
  const indexed = "select count(*) from caller_hour where at = '2026-11-24T11:00:00Z'";
  expect(await count(indexed)).toBe(MOST);
  expect(await count('select count(distinct caller) from caller_day')).toBe(MOST);
  expect(await count('select count(distinct caller) from consumer_caller_hour')).toBe(MOST);
  expect(await count('select count(*) from caller_bound where exceeded')).toBe(1);
  expect(await count('select count(*) from endpoint_day where endpoint_id = 0 and calls = 57')).toBe(1);
  for (const caller of addresses(0, 31)) {
    const expected = stored.filter((row) => row.caller === caller).length;
    expect([caller, await found(caller)]).toEqual([caller, expected]);
  }
});

it('the same callers again and again are counted once, and an hour within its bound stays whole', async () => {
  const { store, count, callsOf } = await startWorld();
  for (let claim = 0; claim < 6; claim++) await store(callsOf(addresses(0, MOST), LAST_HOUR));
  expect(await count('select count(*) from caller_bound where exceeded')).toBe(0);
  expect(await count('select sum(calls) from caller_day')).toBe(6 * MOST);
});

it('the hours of days past are bounded, too', async () => {
  const { store, found, count, callsOf } = await startWorld();
  const old = NOW.getTime() - (10 * 24 + 2.5) * HOUR_MS;
  await store(callsOf(addresses(0, 8), old));
  await store(callsOf(addresses(4, 40), old));
  expect(await count('select count(*) from caller_day')).toBe(MOST);
  for (const [caller, calls] of [
    ['203.0.113.5', 2],
    ['203.0.113.39', 1],
    ['203.0.113.40', 0],
  ] as const) {
    expect([caller, await found(caller)]).toEqual([caller, calls]);
  }
});

it('a repair keeps the bound, too: the busiest callers of an hour are indexed, the others found', async () => {
  const { store, found, count, callsOf, repair } = await startWorld();
  await store(callsOf(addresses(0, 30), LAST_HOUR));
  await store(callsOf(addresses(20, 30), LAST_HOUR));
  await store(callsOf(addresses(0, 5), LAST_HOUR - HOUR_MS));
  const { rows } = await repair('2026-11-24T00:00:00Z');
  expect(rows).toMatchObject({ caller_hour: MOST + 5, caller_day: MOST + 5, consumer_caller_hour: MOST + 5 });
  expect(await count(`select count(*) from caller_hour where calls = 2 and at = '2026-11-24T11:00:00Z'`)).toBe(MOST);
  expect(await count('select sum(calls) from caller_day')).toBe(2 * MOST + 5);
  expect(await count('select count(*) from caller_bound where exceeded and callers >= 10')).toBe(1);
  expect([await found('203.0.113.0'), await found('203.0.113.10'), await found('203.0.113.29')]).toEqual([2, 1, 2]);
});
