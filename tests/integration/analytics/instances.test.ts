import { afterAll, beforeAll, expect, test } from 'vitest';
import { getInstances, instancesInput } from '../../../lib/analytics';
import { createRetentionJob } from '../../../worker/jobs/retention';
import { createCallsWorld } from '../../support/stored-calls';
import type { CallsWorld } from '../../support/stored-calls';
import { DAY_MS, HOUR_MS, NOW, rangeOf } from './recount';

const MINUTE_MS = 60_000;

let world: CallsWorld;

type Instance = [instance: string, version: string | null, startedMs: number, heardMs: number, environmentId?: number];

/** Each with how long ago it started and was heard last. */
const INSTANCES: Instance[] = [
  ['began', '1.0', 3 * DAY_MS, 5 * HOUR_MS],
  ['another', '1.0', 2 * DAY_MS, 5 * HOUR_MS], // more of the same
  ['next', '1.1', 5 * HOUR_MS, 3 * HOUR_MS], // a deploy
  ['scaled', '1.1', 4 * HOUR_MS, 3 * HOUR_MS],
  ['restarted', '1.1', 3 * HOUR_MS - 2 * MINUTE_MS, 2 * HOUR_MS], // heard of two minutes before
  ['back', '1.0', 2 * HOUR_MS, 10_000], // rolled back: a deploy again
  ['unversioned', null, HOUR_MS, 10_000],
  ['stage', '2.0', HOUR_MS, 20_000, 2], // all that its environment ever ran
];

beforeAll(async () => {
  world = await createCallsWorld();
  await world.storage.prisma.sdkInstance.createMany({
    data: INSTANCES.map(([instance, version, startedMs, heardMs, environmentId = 1]) => ({
      projectId: world.projectId,
      environmentId,
      instance,
      sdk: 'node/0.1.0',
      version,
      firstSeenAt: new Date(NOW.getTime() - startedMs),
      lastSeenAt: new Date(NOW.getTime() - heardMs),
      dropped: instance === 'back' ? { buffer_full: 3, timeout: 2 } : {},
    })),
  });
});
afterAll(() => world.close());

const instancesOf = (query: object) =>
  getInstances(world.context(NOW), instancesInput.parse({ projectId: String(world.projectId), ...query }));
const ago = (ms: number) => new Date(NOW.getTime() - ms).toISOString();

test('a deploy is the first instance of a version that was not running; the first version of all is none', async () => {
  const { deploys } = await instancesOf(rangeOf(4 * DAY_MS, 0));
  expect(deploys).toEqual([
    { version: '1.1', environment: 'production', at: ago(5 * HOUR_MS) },
    { version: '1.0', environment: 'production', at: ago(2 * HOUR_MS) },
  ]);
});

test('a range and an environment narrow instances and deploys', async () => {
  const late = await instancesOf(rangeOf(2.5 * HOUR_MS, 0));
  expect(late.deploys.map(({ version }) => version)).toEqual(['1.0']);
  expect(late.instances.map(({ instance }) => instance)).toEqual(['unversioned', 'back', 'stage', 'restarted']);
  expect(late.count).toBe(4);
  const staging = await instancesOf({ ...rangeOf(4 * DAY_MS, 0), environment: 'staging' });
  expect([staging.count, staging.deploys]).toEqual([1, []]);
});

test('an instance tells version, life and what it lost', async () => {
  const { instances } = await instancesOf(rangeOf(4 * DAY_MS, 0));
  const find = (name: string) => instances.find(({ instance }) => instance === name);
  expect(find('back')).toMatchObject({ version: '1.0', live: true, lostCalls: 5, environment: 'production' });
  expect(find('next')).toMatchObject({ live: false, lostCalls: 0, firstSeenAt: ago(5 * HOUR_MS) });
  expect(find('unversioned')?.version).toBeNull();
});

test('instances are forgotten with the hours that their starts stand beside, the latest of an environment never', async () => {
  const { storage, projectId } = world;
  await storage.prisma.sdkInstance.createMany({
    data: [
      ['gone', 1, 398, 398],
      ['kept', 1, 500, 396],
      ['only', 3, 900, 899],
    ].map(([instance, environmentId, startedDays, heardDays]) => ({
      projectId,
      environmentId: Number(environmentId),
      instance: String(instance),
      sdk: 'node/0.1.0',
      version: '0.9',
      firstSeenAt: new Date(NOW.getTime() - Number(startedDays) * DAY_MS),
      lastSeenAt: new Date(NOW.getTime() - Number(heardDays) * DAY_MS),
      routes: ['GET /things'],
    })),
  });
  await storage.query(`update sdk_instance set routes = '{GET /things}' where instance = 'back'`);
  const log = { info: () => undefined, error: () => undefined };
  await createRetentionJob({ storage, now: () => NOW, log }).run(new AbortController().signal);
  const { rows } = await storage.query<{ instance: string; routes: string[] }>(
    `select instance, coalesce(routes, '{}') as routes from sdk_instance where project_id = $1`,
    [projectId],
  );
  const names = rows.map(({ instance }) => instance).sort();
  expect(names).toEqual([...INSTANCES.map(([name]) => name), 'kept', 'only'].sort());
  const { deploys } = await instancesOf(rangeOf(4 * DAY_MS, 0));
  expect(deploys.map(({ version }) => version)).toEqual(['1.0', '1.1', '1.0']); // "began" follows 0.9 now
  expect(rows.filter(({ routes }) => routes.length > 0).map(({ instance }) => instance)).toEqual(['back']);
});

test('a project keeps its latest 10,000 instances, and the routes of the latest 1,000, whatever its keys speak for', async () => {
  const { storage, projectId } = world;
  await storage.query(
    `insert into sdk_instance (project_id, environment_id, instance, sdk, routes, first_seen_at, last_seen_at)
     select $1::int, 1::smallint, 'made up ' || n, 'node/0.1.0', '{GET /things}'::text[], $2::timestamptz, $2::timestamptz - n * interval '1 second'
       from generate_series(1, 11000) n
     union all select $1::int, 3::smallint, 'of a quiet environment', 'node/0.1.0', '{GET /things}'::text[], $2::timestamptz, $2::timestamptz - interval '1 year'`,
    [projectId, NOW],
  );
  const log = { info: () => undefined, error: () => undefined };
  await createRetentionJob({ storage, now: () => NOW, log }).run(new AbortController().signal);
  const { rows } = await storage.query<{ kept: number; routes: number; quiet: number }>(
    `select count(*) filter (where instance like 'made up%')::int kept, count(*) filter (where cardinality(routes) > 0)::int routes,
            count(*) filter (where instance = 'of a quiet environment')::int quiet
       from sdk_instance where project_id = $1`,
    [projectId],
  );
  expect(rows[0]?.kept).toBeGreaterThan(9_900);
  expect(rows[0]?.kept).toBeLessThanOrEqual(10_000);
  expect(rows[0]?.routes).toBeGreaterThan(900);
  expect(rows[0]?.routes).toBeLessThanOrEqual(1_000);
  expect(rows[0]?.quiet).toBe(1); // the latest of its environment stays
});
