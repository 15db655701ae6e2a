import { readFileSync } from 'node:fs';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import {
  consumerInput,
  endpointInput,
  endpointsInput,
  getConsumer,
  getEndpoint,
  getEndpoints,
  getSeries,
  seriesInput,
} from '../../../lib/analytics';
import { compactProject, repairDay } from '../../../lib/rollups';
import { connect, dayOf, erasures, mergeEndpointConsumers, tryEnterRollup } from '../../../lib/storage';
import type { CallRow, Sql } from '../../../lib/storage';
import { waitFor } from '../../support';
import { createTestDatabase } from '../../support/database';
import { OWN_LOCKS } from '../../support/own-locks';
import { createCallsWorld, ENVIRONMENTS, seededRandom, storeWaves } from '../../support/stored-calls';
import type { CallsWorld } from '../../support/stored-calls';
import { callsIn, countBy, DAY_MS, HOUR_MS, NOW, rangeOf } from './recount';

/** Of four groups of 64: their first and last ones, and some between. */
const CONSUMERS = [1, 2, 62, 63, 64, 65, 127, 128, 400];
const MIGRATIONS = ['20261126000180_packed_pairs', '20261126000181_pairs_by_group'];

const random = seededRandom(31);
let world: CallsWorld;
let stored: CallRow[];

beforeAll(async () => {
  world = await createCallsWorld();
  const { storage, projectId } = world;
  await storage.prisma.consumer.createMany({
    data: CONSUMERS.filter((id) => id > 5).map((id) => ({ projectId, id, name: `consumer-${id}` })),
  });
  stored = await storeWaves(world, {
    now: NOW,
    random,
    waves: [
      [700, 8 * DAY_MS],
      [700, 3 * HOUR_MS],
      [700, 8 * DAY_MS], // late ones: of groups that are there
      [500, 3 * DAY_MS], // wait for their rollup
    ],
    change: (call) => ({
      ...call,
      consumerId: call.consumerId && (CONSUMERS[Math.floor(random() * CONSUMERS.length)] ?? 0),
    }),
  });
});
afterAll(() => world.close());

type Pairs = Map<string, number>;
const sorted = (pairs: Pairs): [string, number][] => [...pairs].sort(([one], [other]) => (one < other ? -1 : 1));

/** Every pair that the rollups hold, taken apart bit by bit; lists must be as long as their masks. */
async function packed(sql: Sql): Promise<Pairs> {
  const { rows } = await sql.query<{ pair: string; calls: number; rest: number }>(
    `select concat_ws(' ', environment_id, day, endpoint_id, consumer_group * 64 + bit) pair,
            calls[row_number() over (partition by environment_id, day, endpoint_id, consumer_group order by bit)] calls,
            cardinality(calls) - count(*) over (partition by environment_id, day, endpoint_id, consumer_group) rest
       from endpoint_consumers_day, generate_series(0, 63) bit where get_bit(int8send(consumers), 56 - bit / 8 * 8 + bit % 8) = 1`,
  );
  expect(rows.filter(({ rest }) => Number(rest) !== 0)).toEqual([]);
  return new Map(rows.map(({ pair, calls }) => [pair, calls]));
}

const recounted = (rows: readonly CallRow[]): Pairs =>
  countBy(rows, ({ environmentId, finishedAtUs, endpointId, consumerId }) =>
    consumerId === 0 ? null : [environmentId, dayOf(finishedAtUs / 1_000), endpointId, consumerId].join(' '),
  );

async function repair(): Promise<void> {
  const { directUrl, projectId } = world;
  const storage = connect({ url: directUrl, max: 2, applicationName: 'test', onIdleError: () => undefined });
  const environmentIds = ENVIRONMENTS.map(({ id }) => id);
  for (const day of new Set(stored.map(({ finishedAtUs }) => dayOf(finishedAtUs / 1_000)))) {
    await repairDay(storage, { projectId, day: new Date(day), environmentIds, now: NOW });
  }
  await storage.close();
}

const RANGES = [
  ['days and parts of days', 6.3 * DAY_MS, 0],
  ['whole days before', 6.3 * DAY_MS, 1.7 * DAY_MS],
] as const;
const asked = (fromMs: number, toMs: number) => ({ projectId: String(world.projectId), ...rangeOf(fromMs, toMs) });

const readings = async (fromMs: number, toMs: number) => {
  const [context, query] = [world.context(NOW), asked(fromMs, toMs)];
  const { endpoints } = await getEndpoints(context, endpointsInput.parse(query));
  const { consumers } = await getEndpoint(context, endpointInput.parse({ ...query, endpointId: '2' }));
  const one = await getConsumer(context, consumerInput.parse({ ...query, name: 'consumer-63' }));
  return { query, endpoints, consumers, used: one.endpoints };
};

async function expectAnswersOf(calls: readonly CallRow[], [fromMs, toMs]: readonly [number, number]): Promise<void> {
  const { query, endpoints, consumers, used } = await readings(fromMs, toMs);
  const rows = callsIn(calls, query);
  const users = (id: number): number =>
    countBy(rows, ({ endpointId, consumerId }) => (endpointId === id && consumerId ? consumerId : null)).size;
  for (const { id, consumers: count } of endpoints) expect([id, count]).toEqual([id, users(id)]);
  expect(new Map(consumers.items.map(({ name, calls: count }) => [Number(name.slice(9)), count]))).toEqual(
    countBy(callsIn(calls, consumers), (row) => (row.endpointId === 2 && row.consumerId) || null),
  );
  expect(new Map(used.items.map(({ id, calls: count }) => [id, count]))).toEqual(
    countBy(callsIn(calls, used), (row) => (row.consumerId === 63 ? row.endpointId : null)),
  );
}

test.each(RANGES)('who used what over %s equals a recount, in every group', async (_, fromMs, toMs) => {
  await expectAnswersOf(stored, [fromMs, toMs]);
});

test('distinct consumers of an endpoint by day equal a recount', async () => {
  const days = { from: `${dayOf(NOW.getTime() - 5 * DAY_MS)}T00:00:00Z`, to: `${dayOf(NOW.getTime())}T00:00:00Z` };
  const input = { projectId: String(world.projectId), ...days, measure: 'consumers', step: '86400', endpoint: '2' };
  const { points } = await getSeries(world.context(NOW), seriesInput.parse(input));
  const rows = callsIn(stored, days).filter(({ endpointId }) => endpointId === 2);
  expect(points.map(({ value }) => value)).toEqual(
    points.map(({ at }) => {
      const own = rows.filter(({ finishedAtUs }) => dayOf(finishedAtUs / 1_000) === at.slice(0, 10));
      return countBy(own, ({ consumerId }) => consumerId || null).size;
    }),
  );
});

test('rollups hold every pair with its calls, late ones merged in, as a rebuild from the calls does', async () => {
  const { storage, projectId } = world;
  while ((await compactProject(storage, projectId, NOW)).moved > 0);
  expect(sorted(await packed(storage))).toEqual(sorted(recounted(stored)));
  for (const [, fromMs, toMs] of RANGES) await expectAnswersOf(stored, [fromMs, toMs]);
  const rows = async () => (await storage.query(`select t::text from endpoint_consumers_day t order by 1`)).rows;
  const folded = await rows();
  await repair();
  expect(await rows()).toEqual(folded);
});

test('a database from before has every pair with its calls afterwards', async () => {
  const database = await createTestDatabase();
  onTestFinished(() => database.drop());
  const owner = new Client(database.ownerUrl);
  await owner.connect();
  onTestFinished(() => owner.end());
  await owner.query(`drop table endpoint_consumers_day`);
  await owner.query(
    `create table endpoint_consumer_day (project_id int not null, environment_id smallint not null, day date not null, endpoint_id int not null,
       consumer_id int not null, calls bigint not null, primary key (project_id, environment_id, day, endpoint_id, consumer_id))`,
  );
  const pairs = recounted(stored);
  const columns = [...pairs.keys()].map((pair) => pair.split(' '));
  await owner.query(
    `insert into endpoint_consumer_day select 7, * from unnest($1::smallint[], $2::date[], $3::int[], $4::int[], $5::bigint[])`,
    [...[0, 1, 2, 3].map((part) => columns.map((column) => column[part])), [...pairs.values()]],
  );
  for (const name of MIGRATIONS) await owner.query(readFileSync(`prisma/migrations/${name}/migration.sql`, 'utf8'));
  const storage = connect({ url: database.appUrl, max: 1, applicationName: 'test', onIdleError: () => undefined });
  onTestFinished(() => storage.close());
  expect(sorted(await packed(storage))).toEqual(sorted(pairs));
  const { rows } = await storage.query(`select distinct project_id from endpoint_consumers_day`);
  expect(rows).toEqual([{ project_id: 7 }]);
});

test('erasing a consumer leaves the calls of all others of its group', async () => {
  const { storage, projectId } = world;
  const before = await packed(storage);
  for (const consumerId of [63, 1, 400]) {
    const erased = await storage.transaction((tx) => erasures.erasePairs(tx, { projectId, consumerId }));
    const own = [...before.keys()].filter((pair) => pair.endsWith(` ${consumerId}`));
    expect(erased).toBe(own.length);
    for (const pair of own) before.delete(pair);
    expect(sorted(await packed(storage))).toEqual(sorted(before));
  }
  const { rows } = await storage.query('select from endpoint_consumers_day where consumers = 0');
  expect(rows).toEqual([]);
});

test('an erasure waits for the rollup that is under way, which writes nothing back', async () => {
  const { storage, projectId } = world;
  const numbers = { projectId, consumerId: 2 };
  const isWaiting = async (): Promise<boolean> =>
    (await storage.query(`select from ${OWN_LOCKS} where locktype = 'advisory' and not granted`)).rowCount > 0;
  const erasing = await storage.transaction(async (tx) => {
    expect(await tryEnterRollup(tx, projectId)).toBe(true);
    const going = storage.transaction((other) => erasures.erasePairs(other, numbers));
    await waitFor(async () => (await isWaiting()) || null);
    const at = Math.floor(NOW.getTime() / DAY_MS) * 1_440;
    const rows = { at: [at], environment: 1, endpoint: [2], consumer: [2], sums: [[5]] };
    await mergeEndpointConsumers(tx, projectId, rows);
    return { going };
  });
  expect(await erasing.going).toBeGreaterThan(0);
  expect([...(await packed(storage)).keys()].filter((pair) => pair.endsWith(' 2'))).toEqual([]);
});
