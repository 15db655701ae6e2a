import { afterAll, beforeAll, expect, test } from 'vitest';
import { compactProject, repairDay } from '../../../lib/rollups';
import { dayOf, tryEnterRollup } from '../../../lib/storage';
import type { CallRow, Sql } from '../../../lib/storage';
import { OWN_LOCKS } from '../../support/own-locks';
import { createCallsWorld, ENVIRONMENTS, randomCall, seededRandom } from '../../support/stored-calls';
import type { CallsWorld } from '../../support/stored-calls';
import { waitFor } from '../../support/wait-for';

const TIERS = [
  'endpoint_minute',
  'endpoint_hour',
  'endpoint_day',
  'consumer_minute',
  'consumer_hour',
  'consumer_day',
  'caller_hour',
  'caller_day',
  'endpoint_consumers_day',
  'consumer_caller_hour',
];
const DAY_MS = 86_400_000;
/** Of one loop; without a bound, what a slow repair waits for makes it slower. */
const FLUSHES = 60;
const NOW = new Date(Math.floor(Date.now() / 60_000) * 60_000 + 17_123);

/** Every row of every tier, as text, sorted: two tiers are equal when these are. */
async function dump(sql: Sql): Promise<Record<string, string[]>> {
  const result: Record<string, string[]> = {};
  for (const table of TIERS) {
    const { rows } = await sql.query<{ row: string }>(`select t::text as row from ${table} t order by 1`);
    result[table] = rows.map(({ row }) => row);
  }
  return result;
}

const environmentIds = ENVIRONMENTS.map(({ id }) => id);

/** Past a pooler, as the command works: it holds a lock of its session. */
async function repairAll({ storage, projectId }: CallsWorld, rows: readonly CallRow[]): Promise<void> {
  for (const day of new Set(rows.map((row) => dayOf(row.finishedAtUs / 1000)))) {
    await repairDay(storage, { projectId, day: new Date(day), environmentIds, now: NOW });
  }
}

let world: CallsWorld;
const stored: CallRow[] = [];
const random = seededRandom(7);
const make = (count: number, reachMs: number): CallRow[] =>
  Array.from({ length: count }, () =>
    randomCall({ projectId: world.projectId, random, fromMs: NOW.getTime() - reachMs, toMs: NOW.getTime() }),
  );

beforeAll(async () => {
  world = await createCallsWorld();
});
afterAll(() => world.close());

test('rollups of many flushes, late calls among them, equal a rebuild from the calls; parallel jobs double nothing', async () => {
  const { storage, projectId, store } = world;
  for (let flush = 0; flush < 12; flush++) {
    const rows = [...make(400, 3 * 3_600_000), ...make(40, 1.5 * DAY_MS), ...make(1, 60_000)];
    // Durations on the edges of buckets, where SQL and JS must agree.
    for (let octave = 6; octave < 27; octave++)
      rows.push({ ...make(1, DAY_MS)[0], durationUs: 2 ** octave } as CallRow);
    stored.push(...rows);
    await store(rows, NOW);
    if (flush % 3 === 2) await Promise.all(Array.from({ length: 4 }, () => compactProject(storage, projectId, NOW)));
  }
  while ((await compactProject(storage, projectId, NOW)).moved > 0);
  const rolled = await dump(storage);
  const calls = await storage.query<{ n: number }>('select sum(calls)::int n from endpoint_day where endpoint_id = 0');
  expect(calls.rows[0]?.n).toBe(stored.length);
  await repairAll(world, stored);
  expect(await dump(storage)).toEqual(rolled);
});

test('a repair restores damaged tiers and folds what waits, while flushes and rollups go on', async () => {
  const { storage, projectId, store } = world;
  await storage.query('update endpoint_hour set calls = calls + 5, minutes = 0 where endpoint_id < 3');
  await storage.query('delete from endpoint_minute where endpoint_id = 0');
  await storage.query('delete from caller_day');
  await storage.query('update consumer_day set calls = 0');
  const busy = { on: true };
  const traffic = async (): Promise<void> => {
    for (let flush = 0; busy.on && flush < FLUSHES; flush++) {
      const rows = make(50, DAY_MS);
      stored.push(...rows);
      await store(rows, NOW);
      await compactProject(storage, projectId, NOW);
    }
  };
  const going = [traffic(), traffic()];
  await repairAll(world, [...stored]);
  busy.on = false;
  await Promise.all(going);
  while ((await compactProject(storage, projectId, NOW)).moved > 0);
  const mended = await dump(storage);
  await repairAll(world, stored);
  expect(await dump(storage)).toEqual(mended);
});

test('a repair keeps rollups out until it is committed, and holds no lock beyond its transactions', async () => {
  const { storage, projectId } = world;
  const entered = (): Promise<boolean> => storage.transaction((tx) => tryEnterRollup(tx, projectId));
  const repairing = await storage.transaction(async (tx) => {
    await tx.query('lock table endpoint_day in share mode'); // the repair gets as far as this
    const repair = repairDay(storage, { projectId, day: new Date(dayOf(NOW.getTime())), environmentIds, now: NOW });
    const waits = `select 1 from ${OWN_LOCKS} where locktype = 'relation' and relation = 'endpoint_day'::regclass and not granted`;
    await waitFor(async () => (await tx.query(waits)).rowCount > 0, { what: 'the repair' });
    expect(await Promise.all([entered(), entered(), entered()])).toEqual([false, false, false]);
    return { repair };
  });
  await repairing.repair;
  const { rows } = await storage.query(`select pid from ${OWN_LOCKS} where locktype = 'advisory'`);
  expect(rows).toEqual([]);
  expect(await entered()).toBe(true);
});
