import { Client } from 'pg';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { writeCursor } from '../../../lib/access';
import {
  callHistogramInput,
  callersInput,
  callsInput,
  endpointInput,
  getCallHistogram,
  getCallers,
  getCalls,
  getEndpoint,
  getOverview,
  overviewInput,
} from '../../../lib/analytics';
import { WorkTime } from '../../../lib/analytics/cells/work-time';
import { dayOf, eachWithinBudget, isOutOfTime, together } from '../../../lib/storage';
import type { Sql } from '../../../lib/storage';
import { createCallsWorld, seededRandom, storeWaves } from '../../support/stored-calls';
import type { CallsWorld } from '../../support/stored-calls';
import { DAY_MS, HOUR_MS, NOW } from './recount';

let world: CallsWorld;

beforeAll(async () => {
  world = await createCallsWorld();
  await storeWaves(world, {
    now: NOW,
    random: seededRandom(71),
    waves: [
      [900, 28 * DAY_MS],
      [100, DAY_MS],
    ],
  });
});
afterAll(() => world.close());

const SLOW = 'select pg_sleep(0.4)';
const ENDLESS = 'select pg_sleep(60)';
const slow = (sql: Sql): Promise<string> => sql.query(SLOW).then(() => 'slow');

/** Noon of a day whose minutes are gone: parts of its hours can only be read from the calls. */
const NOON_MS = Math.floor((NOW.getTime() - 20 * DAY_MS) / DAY_MS) * DAY_MS + 12 * HOUR_MS;
const afternoon = () => ({
  projectId: String(world.projectId),
  from: new Date(NOON_MS + HOUR_MS / 2).toISOString(),
  to: new Date(NOON_MS + 5.5 * HOUR_MS).toISOString(),
});

/** Nobody reads the calls of that day until the test ends. */
async function holdCalls(): Promise<void> {
  const holder = new Client(world.directUrl);
  await holder.connect();
  onTestFinished(() => holder.end());
  const { rows } = await holder.query<{ name: string }>(
    `select inhrelid::regclass::text name from pg_inherits
     where inhparent = 'call'::regclass and pg_get_expr((select relpartbound from pg_class where oid = inhrelid), inhrelid)
       like '%FROM (''' || $1 || '%'`,
    [dayOf(NOON_MS)],
  );
  const [partition] = rows;
  if (!partition) throw new Error('the day has no partition');
  await holder.query(`begin; lock table ${partition.name} in access exclusive mode`);
}

test('reads without a budget run to their end beside one that has it, before it and after it', async () => {
  const answers = await world.storage.snapshot((sql) =>
    together([
      slow(sql),
      eachWithinBudget(sql, 100).query('select 1'),
      slow(sql),
      eachWithinBudget(sql, 100).query('select 2'),
      slow(sql),
    ]),
  );
  expect([answers[0], answers[2], answers[4]]).toEqual(['slow', 'slow', 'slow']);
});

test('a read keeps its budget beside one whose budget is taken back meanwhile', async () => {
  const reads = world.storage.snapshot((sql) =>
    together([
      eachWithinBudget(sql, 60_000).query('select 1'),
      sql.query('select 0').then(() => eachWithinBudget(sql, 100).query(ENDLESS)),
    ]),
  );
  await expect(reads).rejects.toSatisfy(isOutOfTime);
});

test('of reads at the same time, the one that ran out of time is told, not those refused after it', async () => {
  const later = async (work: Promise<unknown>): Promise<unknown> => {
    try {
      return await work;
    } finally {
      await new Promise((resolve) => setImmediate(resolve)); // its error is heard after those of the others
    }
  };
  const reads = world.storage.snapshot((sql) =>
    together([slow(sql), later(eachWithinBudget(sql, 100).query(ENDLESS)), slow(sql), sql.query('select 1')]),
  );
  await expect(reads).rejects.toSatisfy(isOutOfTime);
});

test('a statement that takes longer than is left for the answer ends it, and those beside it are not cut short', async () => {
  const within = (ms: number, text: string) =>
    world.storage.snapshot((sql) => together([new WorkTime(ms).within(sql).query(text), slow(sql)]));
  expect((await within(60_000, 'select 1'))[1]).toBe('slow');
  const reads = within(100, ENDLESS);
  await expect(reads).rejects.toMatchObject({ code: 'timeout', message: /choose a shorter range/ });
});

test('an overview whose calls cannot be read in time says so', async () => {
  const input = overviewInput.parse({ ...afternoon(), vs: 'prev' });
  expect((await getOverview(world.context(NOW), input)).points.length).toBeGreaterThan(0);
  await holdCalls();
  await expect(getOverview(world.context(NOW), input)).rejects.toMatchObject({ code: 'timeout' });
});

test('callers whose calls cannot be read in time are told as such, on a later page, too', async () => {
  const { from, to, ...project } = afternoon();
  const cursor = writeCursor([1e9, '203.0.113.1', Date.parse(from), Date.parse(to)]);
  const inputs = [{}, { cursor }].map((more) => callersInput.parse({ ...project, from, to, ...more }));
  await holdCalls();
  await Promise.all(
    inputs.map((input) => expect(getCallers(world.context(NOW), input)).rejects.toMatchObject({ code: 'timeout' })),
  );
});

test('an endpoint whose calls cannot be read in time says so', async () => {
  const input = endpointInput.parse({ ...afternoon(), endpointId: '2' });
  expect((await getEndpoint(world.context(NOW), input)).points.length).toBeGreaterThan(0);
  await holdCalls();
  await expect(getEndpoint(world.context(NOW), input)).rejects.toMatchObject({ code: 'timeout' });
});

test('a filter whose names cannot be looked up in time says so, and nothing goes on for it', async () => {
  const holder = new Client(world.directUrl);
  await holder.connect();
  onTestFinished(() => holder.end());
  await holder.query('begin; lock table user_agent in access exclusive mode');
  const asked = { ...afternoon(), userAgent: ['one', '!another'] };
  const reads = [
    getCalls(world.context(NOW), callsInput.parse(asked)),
    getCallHistogram(world.context(NOW), callHistogramInput.parse(asked)),
  ];
  for (const read of reads)
    await expect(read).rejects.toMatchObject({ code: 'timeout', message: /names .* could not be looked up/ });
  const waiting = `select count(*)::int n from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
  expect((await holder.query<{ n: number }>(waiting)).rows).toEqual([{ n: 0 }]);
});
