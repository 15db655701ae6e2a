import { execFile } from 'node:child_process';
import path from 'node:path';
import { Client } from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { distributedTables, referenceTables } from '../../scripts/database/telemetry.mjs';
import { childEnv } from '../../scripts/start/child-env.mjs';
import { createTestDatabase, type TestDatabase } from '../support';
import { temporaryDataFolder } from '../support/data-folder';

/**
 * The functions of Citus that the command calls, by their real signatures: they keep what they were told, and refuse what
 * Citus refuses by the catalog.
 */
const STAND_INS = `
  create table pg_dist_partition (logicalrelid regclass primary key, partmethod "char", colocationid int);
  create table told (at serial, call text);
  create function create_distributed_function(function_name regprocedure, distribution_arg_name text default null,
    colocate_with text default 'default', force_delegation boolean default null) returns void language sql as $$
      insert into told (call) values (format('function %s', function_name)) $$;
  create function create_reference_table(table_name regclass) returns void language sql as $$
      insert into told (call) values (format('reference %s', table_name));
      insert into pg_dist_partition values (table_name, 'n', 1) $$;
  create function create_distributed_table(table_name regclass, distribution_column text, distribution_type text default 'hash',
    colocate_with text default 'default', shard_count int default null) returns void language plpgsql as $$
      begin
        if exists (select from pg_index i where i.indrelid = table_name and i.indisunique and not exists (
             select from pg_attribute a where a.attrelid = table_name and a.attname = distribution_column and a.attnum = any(i.indkey)))
        then raise 'cannot create constraint without the distribution column on %', table_name; end if;
        if exists (select from pg_constraint where contype = 'f' and table_name in (conrelid, confrelid))
        then raise 'foreign keys of % are not supported', table_name; end if;
        if colocate_with <> 'none' and not exists (select from pg_dist_partition where logicalrelid = colocate_with::regclass)
        then raise 'relation % is not distributed', colocate_with; end if;
        insert into pg_dist_partition values (table_name, 'h', 2);
        insert into told (call) values (format('table %s by %s beside %s', table_name, distribution_column, colocate_with));
      end $$`;

async function databaseWithStandIns(): Promise<{ database: TestDatabase; client: Client }> {
  const database = await createTestDatabase();
  const client = new Client(database.ownerUrl);
  await client.connect();
  await client.query(STAND_INS);
  onTestFinished(async () => {
    await client.end();
    await database.drop();
  });
  return { database, client };
}

interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

function distribute(env: Record<string, string>): Promise<Ended> {
  const root = path.resolve(import.meta.dirname, '../..');
  const own = childEnv({ PATH: process.env['PATH'], CALLWATCH_DATA_DIR: temporaryDataFolder(), ...env });
  return new Promise((resolve) => {
    execFile(process.execPath, ['scripts/db.mjs', 'distribute'], { cwd: root, env: own }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

const refusal = (line: RegExp): Ended => ({ code: 1, stdout: '', stderr: expect.stringMatching(line) });

it('telemetry is spread by project, all of it together, and what it is joined with is everywhere; again changes nothing', async () => {
  const { database, client } = await databaseWithStandIns();
  const env = { DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.ownerUrl };
  const told = async () => (await client.query<{ call: string }>('select call from told order by at')).rows;
  const [first, ...others] = distributedTables();

  const { code, stdout, stderr } = await distribute(env);
  expect([code, stderr]).toEqual([0, '']);
  expect((await told()).map(({ call }) => call)).toEqual([
    'function hist_merge(integer[],integer[])',
    'function hist_merge(bigint[],bigint[])',
    'function bytes_max(bytea,bytea)',
    ...referenceTables().map((name) => `reference ${name}`),
    `table ${first} by project_id beside none`,
    ...others.map((name) => `table ${name} by project_id beside call`),
  ]);
  expect(others).not.toContain('lease');
  expect(stdout).toContain('call: now spread by project_id\n');
  expect(stdout).toContain('endpoint: now on every node\n');
  expect(stdout).toMatch(/all other tables stay on the coordinator\n$/);

  await client.query('truncate told');
  const again = await distribute(env);
  expect(again.stdout).toContain('call: was spread by project_id\n');
  expect(again.stdout).not.toContain('now');
  expect((await told()).filter(({ call }) => !call.startsWith('function'))).toEqual([]);

  await client.query(`delete from pg_dist_partition where logicalrelid = 'signal'::regclass`); // it was interrupted there
  expect((await distribute(env)).stdout.split('\n').filter((line) => line.includes('now'))).toEqual([
    'signal: now spread by project_id',
  ]);
  await client.query(`update pg_dist_partition set colocationid = 7 where logicalrelid = 'signal'::regclass`);
  expect(await distribute(env)).toEqual(
    refusal(/^callwatch: signal is spread in another way: run .*undistribute_table.*\n$/),
  );
});

it('says in one line why it cannot: no Citus, not the owner, the embedded database', async () => {
  const plain = await createTestDatabase();
  onTestFinished(() => plain.drop());
  const { database } = await databaseWithStandIns();
  expect(await distribute({ DATABASE_URL: plain.appUrl, DATABASE_OWNER_URL: plain.ownerUrl })).toEqual(
    refusal(/^callwatch: the database has no Citus: run "create extension citus".*\n$/),
  );
  expect(await distribute({ DATABASE_URL: database.appUrl })).toEqual(
    refusal(/^callwatch: the tables belong to another role: set DATABASE_OWNER_URL .*\n$/),
  );
  expect(await distribute({})).toEqual(refusal(/^callwatch: the embedded database cannot be distributed: .*\n$/));
});
