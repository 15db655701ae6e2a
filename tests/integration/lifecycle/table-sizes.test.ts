import { Client } from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { connect, retention } from '../../../lib/storage';
import { createTestDatabase } from '../../support';

/** Sizes of a cluster by their real names: of one table that is spread, whose shell would have told nothing. */
const STAND_INS = `
  create table pg_dist_partition (logicalrelid regclass primary key);
  grant select on pg_dist_partition to public;
  insert into pg_dist_partition values ('endpoint_day');
  create function citus_relation_size(logicalrelid regclass) returns bigint language sql as 'select 8192';
  create function citus_total_relation_size(logicalrelid regclass, fail_on_error boolean default true) returns bigint
    language sql as 'select 4000000'`;

it('on a cluster the nodes are asked what a spread table takes, and the coordinator about its own', async () => {
  const database = await createTestDatabase();
  const storage = connect({ url: database.appUrl, max: 2, applicationName: 'test', onIdleError: () => undefined });
  const owner = new Client(database.ownerUrl);
  await owner.connect();
  onTestFinished(async () => {
    await storage.close();
    await owner.end();
    await database.drop();
  });
  const sums =
    'calls, s2xx, s3xx, s4xx, s5xx, s429, logins_ok, logins_failed, request_bytes, response_bytes, duration_us';
  const zeros = '0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0';
  await owner.query(`
    insert into endpoint_day (at, project_id, environment_id, endpoint_id, ${sums}, latency)
      select '2026-11-24', p, 1, 0, ${zeros}, '{}' from unnest(array[1, 2]) p;
    insert into endpoint_hour (at, project_id, environment_id, endpoint_id, ${sums}, minutes, minutes_4xx, minutes_5xx, slowest, latency)
      values ('2026-11-24', 1, 1, 0, ${zeros}, 0, 0, 0, '', '{}')`);
  const read = () => retention.readTableSizes(storage, { projectId: 1, archiveIds: [] });
  const [day, hour] = await read();
  await owner.query(STAND_INS);
  expect(await read()).toEqual([{ ...day, table: 'endpoint_day', bytes: 2_000_000 }, hour]);
  expect(hour).toMatchObject({ table: 'endpoint_hour', archiveBytes: 0 });
});
