import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { referenceTables, telemetryTables } from '../../scripts/database/telemetry.mjs';
import { connect, listFedProjects } from '../../lib/storage';
import { faultsOf } from '../support/statements/check';
import { CROSS_PROJECT } from '../support/statements/cross-project';
import { leaksThroughPooler } from '../support/statements/pooled';
import { recorded } from '../support/statements/record';

const root = path.resolve(import.meta.dirname, '../..');
let client: Client;
beforeAll(async () => {
  client = new Client(inject('testPostgres').catalogUrl);
  await client.connect();
});
afterAll(() => client.end());

/** The first column of each row. */
async function list(sql: string, values: unknown[] = []): Promise<string[]> {
  const { rows } = await client.query<{ it: string }>(sql, values);
  return rows.map(({ it: text }) => text);
}
const OIDS = `select unnest($1::text[])::regclass`;

describe('the catalog of a migrated database', () => {
  it('has every table that is said to be telemetry', async () => {
    const known = await list(
      `select relname as it from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`,
    );
    expect(known).toEqual(expect.arrayContaining([...telemetryTables(), ...referenceTables()]));
    expect(telemetryTables().slice(0, 1)).toEqual(['call']);
  });

  it('has project_id in every key of telemetry, as a number that is never missing', async () => {
    const tables = telemetryTables();
    expect(
      await list(
        `select i.indexrelid::regclass::text as it from pg_index i
          where i.indrelid in (${OIDS}) and i.indisunique and not exists (
            select from pg_attribute a where a.attrelid = i.indrelid and a.attname = 'project_id' and a.attnum = any(i.indkey))`,
        [tables],
      ),
    ).toEqual([]);
    const columns = await list(
      `select attrelid::regclass::text as it from pg_attribute
        where attrelid in (${OIDS}) and attname = 'project_id' and attnotnull and atttypid = 'int'::regtype`,
      [tables],
    );
    expect(columns.sort()).toEqual([...tables].sort());
  });

  it('has no foreign key, trigger, identity, generated column or row policy on telemetry and the names in it', async () => {
    const tables = [...telemetryTables(), ...referenceTables()];
    const bars = `
      select conname::text as it from pg_constraint where contype in ('f', 'x') and (conrelid in (${OIDS}) or confrelid in (${OIDS}))
      union all select tgname::text from pg_trigger where tgrelid in (${OIDS})
      union all select attname::text from pg_attribute where attrelid in (${OIDS}) and (attidentity <> '' or attgenerated <> '')
      union all select polname::text from pg_policy where polrelid in (${OIDS})
      union all select adbin::text from pg_attrdef where adrelid in (${OIDS}) and pg_get_expr(adbin, adrelid) ~ 'nextval'`;
    expect(await list(bars, [tables])).toEqual([]);
  });

  it('merges rows by functions that are immutable: others are refused in ON CONFLICT', async () => {
    const volatility = await list(
      `select distinct provolatile::text as it from pg_proc
        where pronamespace = 'public'::regnamespace and proname in ('hist_merge', 'bytes_max')`,
    );
    expect(volatility).toEqual(['i']);
  });
});

const SCOPED: [what: string, text: string][] = [
  ['one project', 'select count(*) from call where project_id = $1 and status = $2'],
  [
    'one project, known by a join',
    'select from signal s join signal_feed f using (project_id, flush_no) where f.project_id = $1',
  ],
  [
    'its names',
    'select from call c left join consumer n on n.project_id = c.project_id and n.id = c.consumer_id where c.project_id = $1',
  ],
  [
    'rows that say theirs',
    'insert into signal_feed (project_id, flush_no) select * from unnest($1::int[], $2::bigint[])',
  ],
  [
    'one project, from ordinary rows that were read before',
    'with r as materialized (select id from rate_policy where project_id = $1) select from r join rate_peak p on p.project_id = $1 and p.policy_id = r.id',
  ],
  ['ordinary tables', 'select from rule r join project p on p.id = r.project_id'],
];
const SEEDED: [text: string, faults: RegExp[]][] = [
  ['select count(*) from call where status = 500', [/^reaches call without one project_id$/]],
  ['delete from endpoint_minute where at < $1', [/^reaches endpoint_minute without/]],
  ['select from call where project_id = any($1::int[])', [/^reaches call without/]],
  ['select from call where project_id = $1 or status = 500', [/^reaches call without/]],
  ['update signal set value = 1 where id = $1', [/^reaches signal without/]],
  ['select from call c join signal s using (id) where c.project_id = $1', [/^reaches signal without/]],
  ['select (select max(at) from signal) from call where project_id = $1', [/^reaches signal without/]],
  [
    'select from call c join project p on p.id = c.project_id where c.project_id = $1',
    [/^joins project, which is not/],
  ],
  ['select from call where project_id = $1 for update skip locked', [/SKIP LOCKED/]],
  ['update rate_peak set at = clock_timestamp() where project_id = $1', [/volatile/]],
  ["delete from rate_peak where project_id = $1 and at + interval '1 day' < $2", [/arithmetic of times/]],
  ['delete from rate_peak where project_id = $1 returning extract(epoch from at)', [/RETURNING/]],
  [
    'insert into caller_bound (project_id, hour, callers) values ($1, $2, 1) on conflict (project_id, hour) do update set hour = now()',
    [/ON CONFLICT/],
  ],
  [
    'with gone as (delete from signal_feed where project_id = $1 returning flush_no) insert into signal_done (project_id, seq, flush_no, folded_at) select $1, 1, flush_no, now() from gone',
    [/changing CTE/],
  ],
  ['select xmin from signal_feed where project_id = $1', [/transaction ids/]],
  ['select no_such_column from call where project_id = $1', [/^cannot be planned: error: column "no_such_column"/]],
];

describe('statements on telemetry', () => {
  it.each(SCOPED)('may be of %s', async (_, text) => {
    expect(await faultsOf(client, { text, file: 'lib/storage/some.ts' })).toEqual([]);
  });

  it.each(SEEDED)('are found out: %s', async (text, faults) => {
    const found = await faultsOf(client, { text, file: 'lib/storage/some.ts' });
    expect(found).toEqual(faults.map((fault) => expect.stringMatching(fault)));
  });

  it('may be of several projects where a reason says so, one by one, in files that are there', async () => {
    const file = 'lib/storage/signals/list-fed-projects.ts';
    const text = 'select distinct project_id as id\n from signal_feed';
    expect(await faultsOf(client, { text, file })).toEqual([]);
    const other = await faultsOf(client, { text: 'delete from signal_feed where flush_no < $1', file });
    expect(other).toEqual(['reaches signal_feed without one project_id']);
    expect(Object.keys(CROSS_PROJECT).filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
  });

  it('stand in lib/storage alone', () => {
    const sql = new RegExp(
      `\\b(from|join|into|update|table) (public\\.)?(${telemetryTables().join('|')})\\b[^'";]*\\b(where|set|values|select|on)\\b`,
    );
    const files = ['lib', 'worker', 'app'].flatMap((folder) =>
      readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
        path.join(folder, name),
      ),
    );
    const found = files
      .filter((name) => /\.tsx?$/.test(name) && !name.startsWith('lib/generated/'))
      .filter((name) => sql.test(readFileSync(path.join(root, name), 'utf8')));
    expect(found).toContain('lib/storage/search/search-calls.ts');
    expect(found.filter((name) => !name.startsWith('lib/storage/'))).toEqual([]);
  });

  it('are recorded with the file that sends them, which this and every other test of the suite is held against', async () => {
    const url = inject('testPostgres').catalogUrl;
    const storage = connect({ url, max: 1, applicationName: 'test', onIdleError: () => undefined });
    await listFedProjects(storage);
    await storage.query('select count(*) from call'); // a test's own
    await storage.close();
    expect(recorded()).toEqual([
      { file: 'lib/storage/signals/list-fed-projects.ts', text: expect.stringContaining('from signal_feed') },
    ]);
  });
});

describe('what a pooler in transaction mode does not carry over', () => {
  it.each([
    [{ text: 'select 1', name: 'kept' }, 'named prepared statement'],
    [{ text: 'set statement_timeout = 5' }, 'SET of the session'],
    [{ text: 'begin; set jit = off' }, 'SET of the session'],
    [{ text: `select set_config('jit', 'off', false)` }, 'SET of the session'],
    [{ text: 'select pg_advisory_lock($1)' }, 'advisory lock of the session'],
    [{ text: 'select pg_try_advisory_lock($1, $2)' }, 'advisory lock of the session'],
    [{ text: 'listen callwatch' }, 'LISTEN'],
    [{ text: 'create temp table t (id int)' }, 'temporary table'],
    [{ text: 'begin; set local synchronous_commit = on' }, null],
    [{ text: `select set_config('statement_timeout', $1, true)` }, null],
    [{ text: 'select pg_try_advisory_xact_lock($1, $2)' }, null],
    [{ text: 'update project set name = $1 where id = $2' }, null],
  ])('is found out: %o', (statement, leak) => {
    expect(leaksThroughPooler(statement)).toBe(leak);
  });
});
