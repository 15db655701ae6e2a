import { Client } from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { getStorage } from '../../../lib/projects';
import { compactProject } from '../../../lib/rollups';
import { connect, retention } from '../../../lib/storage';
import { createTestDatabase } from '../../support';
import { createCallsWorld, randomCall, seededRandom } from '../../support/stored-calls';

const DAY_MS = 86_400_000;

/** Sizes of a cluster by their real names: of one table that is spread, whose shell would have told nothing. */
const STAND_INS = `
  create table pg_dist_partition (logicalrelid regclass primary key);
  grant select on pg_dist_partition to public;
  insert into pg_dist_partition values ('endpoint_day');
  create function citus_relation_size(logicalrelid regclass) returns bigint language sql as 'select 8192';
  create function citus_total_relation_size(logicalrelid regclass, fail_on_error boolean default true) returns bigint
    language sql as 'select 4000000'`;

const SUMS =
  'calls, s2xx, s3xx, s4xx, s5xx, s429, logins_ok, logins_failed, request_bytes, response_bytes, duration_us';
const ZEROS = '0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0';

/** A database of this test alone, as the application and as its owner see it. */
async function openDatabase() {
  const database = await createTestDatabase();
  const storage = connect({ url: database.appUrl, max: 2, applicationName: 'test', onIdleError: () => undefined });
  const owner = new Client(database.ownerUrl);
  await owner.connect();
  onTestFinished(async () => {
    await storage.close();
    await owner.end();
    await database.drop();
  });
  return { storage, owner };
}

it('on a cluster the nodes are asked what a spread table takes, and the coordinator about its own', async () => {
  const { storage, owner } = await openDatabase();
  await owner.query(`
    insert into endpoint_day (at, project_id, environment_id, endpoint_id, ${SUMS}, latency)
      select '2026-11-24', p, 1, 0, ${ZEROS}, '{}' from unnest(array[1, 2]) p;
    insert into endpoint_hour (at, project_id, environment_id, endpoint_id, ${SUMS}, minutes, minutes_4xx, minutes_5xx, slowest, latency)
      values ('2026-11-24', 1, 1, 0, ${ZEROS}, 0, 0, 0, '', '{}')`);
  const read = () => retention.readTableSizes(storage, { projectId: 1, archiveIds: [] });
  const [day, hour] = await read();
  await owner.query(STAND_INS);
  expect(await read()).toEqual([{ ...day, table: 'endpoint_day', bytes: 2_000_000 }, hour]);
  expect(hour).toMatchObject({ table: 'endpoint_hour', archiveBytes: 0 });
});

it('a small project beside a large one has its share by its rows, which more rows never make less', async () => {
  const { storage, owner } = await openDatabase();
  const insert = (projectId: number, from: number, to: number) =>
    owner.query(
      `insert into endpoint_day (at, project_id, environment_id, endpoint_id, ${SUMS}, latency)
         select '2026-11-24', $1, 1, n, ${ZEROS}, '{}' from generate_series($2::int, $3::int) n`,
      [projectId, from, to],
    );
  const bytesOf = async (projectId: number) =>
    (await retention.readTableSizes(storage, { projectId, archiveIds: [] }))[0]?.bytes ?? 0;
  await insert(2, 1, 40_000); // far more pages than a sample has
  const seen = [await bytesOf(1)];
  for (const [from, to] of [
    [1, 4],
    [5, 5],
    [6, 4_000],
  ] as const) {
    await insert(1, from, to);
    seen.push(await bytesOf(1));
  }
  expect(seen[0]).toBe(0);
  expect(seen[1]).toBeGreaterThan(0);
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  expect(await bytesOf(1)).toBe(seen[3]);
  const { rows } = await owner.query<{ bytes: number }>(
    `select pg_total_relation_size('endpoint_day')::float8 as bytes`,
  );
  const share = (seen[3] ?? 0) / (rows[0]?.bytes ?? 0);
  expect(share).toBeGreaterThan(0.8 * (4_000 / 44_000));
  expect(share).toBeLessThan(1.2 * (4_000 / 44_000));
});

it('the present rate goes from the first call, and is not known until calls were watched for 24 hours', async () => {
  const young = await createCallsWorld();
  onTestFinished(() => young.close());
  const { storage, projectId } = young;
  const firstMs = Date.parse('2026-11-23T23:50:00Z');
  const now = new Date(firstMs + DAY_MS);
  const random = seededRandom(11);
  const calls = Array.from({ length: 2_000 }, (_, index) => ({
    ...randomCall({ projectId, random, fromMs: firstMs, toMs: index === 0 ? firstMs : now.getTime() - 60_000 }),
    environmentId: 1,
  }));
  await young.store(calls, now);
  while ((await compactProject(storage, projectId, now)).moved > 0);
  const callsAt = async (at: Date) => (await getStorage(young.context(at), { projectId })).tiers[0];
  expect((await callsAt(new Date(firstMs + 600_000)))?.projectedBytes).toBeNull(); // midnight
  expect((await callsAt(new Date(now.getTime() - 1)))?.projectedBytes).toBeNull();
  const told = await callsAt(now);
  expect(told?.projectedBytes).toBe(30 * (told?.bytes ?? 0)); // one day of thirty
});
