import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { expect, inject, onTestFinished, test } from 'vitest';
import { checkDatabase, connect, ensurePartitionsFor, openChecked, type Storage } from '../../lib/storage';
import { migrate } from '../../scripts/database/migrate.mjs';

const NEEDS_QUOTES = 'Shop "app" ünï-role';

async function asSuperuser(statements: string[]): Promise<void> {
  const client = new Client(inject('testPostgres').superUrl);
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** An empty database of the owner's, and a role that only has a name and a password. */
async function startPlace({ role: wanted, database }: { role: string; database: string }) {
  const suffix = randomBytes(6).toString('hex');
  const [role, name] = [`${wanted}_${suffix}`, `${database}_${suffix}`];
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  await asSuperuser([
    `create role ${quoted(role)} login password 'of the test'`,
    `create database ${quoted(name)} owner callwatch_owner`,
  ]);
  onTestFinished(() => asSuperuser([`drop database ${quoted(name)} with (force)`, `drop role ${quoted(role)}`]));
  const ownerUrl = new URL(inject('testPostgres').ownerUrl);
  ownerUrl.pathname = `/${encodeURIComponent(name)}`;
  const appUrl = new URL(ownerUrl);
  appUrl.username = encodeURIComponent(role);
  appUrl.password = encodeURIComponent('of the test');
  return { role, name, quoted, ownerUrl: ownerUrl.href, appUrl: appUrl.href };
}

function open(url: string): Storage {
  const storage = connect({ url, max: 2, applicationName: 'test', onIdleError: () => undefined });
  onTestFinished(() => storage.close());
  return storage;
}

/** Everything that a role may do with tables, sequences and functions; partitions are reached through their parents. */
async function rightsOf(storage: Storage, role: string): Promise<string[]> {
  const { rows } = await storage.query<{ line: string }>(
    `select c.oid::regclass || ' ' || r as line from pg_class c, unnest(array['select', 'insert', 'update', 'delete', 'truncate']) r
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
        and has_table_privilege($1, c.oid, r)
     union all select c.oid::regclass || ' ' || r from pg_class c, unnest(array['usage', 'select', 'update']) r
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'S' and has_sequence_privilege($1, c.oid, r)
     union all select p.oid::regprocedure || ' execute' from pg_proc p
      where p.pronamespace = 'public'::regnamespace and has_function_privilege($1, p.oid, 'execute')
     order by 1`,
    [role],
  );
  return rows.map(({ line }) => line);
}

test.each([
  ['app', 'shop'],
  [NEEDS_QUOTES, 'Data of the "shop"'],
])(
  'the role %s of DATABASE_URL gets the rights and settings of the application, and owns nothing',
  async (role, database) => {
    const place = await startPlace({ role, database });
    await migrate(place.ownerUrl, place.appUrl);
    const storage = await openChecked({
      url: place.appUrl,
      max: 2,
      applicationName: 'test',
      onIdleError: () => undefined,
    });
    onTestFinished(() => storage.close());
    const rights = await rightsOf(storage, place.role);
    expect(rights).toEqual(await rightsOf(storage, 'callwatch_app'));
    expect(rights).toContain('call insert');
    expect(rights.filter((line) => line.startsWith('activity_log '))).toEqual([
      'activity_log insert',
      'activity_log select',
    ]);
    await ensurePartitionsFor(storage, ['2026-11-24'], new Date('2026-11-24T12:00:00Z'));
    await expect(storage.query('create table mine (a int)')).rejects.toThrow('permission denied');
    const owned = await storage.query('select 1 from pg_class where pg_get_userbyid(relowner) = session_user');
    expect(owned.rows).toEqual([]);
  },
);

test('migrating again changes nothing, and gives rights on what has been added since', async () => {
  const place = await startPlace({ role: 'app', database: 'shop' });
  await migrate(place.ownerUrl, place.appUrl);
  const storage = open(place.appUrl);
  const before = await rightsOf(storage, place.role);
  const owner = open(place.ownerUrl);
  await owner.query(`create table added (a int); revoke delete on call from ${place.quoted(place.role)}`);
  expect(await migrate(place.ownerUrl, place.appUrl)).toEqual([]);
  const added = ['select', 'insert', 'update', 'delete'].map((right) => `added ${right}`);
  expect(await rightsOf(storage, place.role)).toEqual([...before, ...added].sort());
});

test('the owner itself may be the application’s role', async () => {
  const place = await startPlace({ role: 'app', database: 'shop' });
  await migrate(place.ownerUrl, place.ownerUrl);
  await expect(checkDatabase(open(place.ownerUrl))).resolves.toBeUndefined();
});

test.each([
  ['timezone', 'Europe/Paris', 'UTC'],
  ['jit', 'on', 'off'],
  ['idle_in_transaction_session_timeout', '1min', '5s'],
])('sessions with another %s are refused by one line that can be run to set it right', async (name, wrong, right) => {
  const place = await startPlace({ role: NEEDS_QUOTES, database: 'shop "x"' });
  await migrate(place.ownerUrl, place.appUrl);
  const at = `role ${place.quoted(place.role)} in database ${place.quoted(place.name)}`;
  await asSuperuser([`alter ${at} set ${name} = '${wrong}'`]);
  const message = `sessions of the database have ${name} = ${wrong} and must have ${right}: run "alter ${at} set ${name} = '${right}'"`;
  await expect(checkDatabase(open(place.appUrl))).rejects.toThrow(message);
  await asSuperuser([/run "(.*)"$/s.exec(message)?.[1] ?? '']);
  await expect(checkDatabase(open(place.appUrl))).resolves.toBeUndefined();
});
