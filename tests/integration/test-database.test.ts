import { Client } from 'pg';
import { expect, test } from 'vitest';
import { createTestDatabase } from '../support/database';

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client(url);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test('the application role owns nothing, is no superuser and bypasses no row security', async () => {
  const database = await createTestDatabase();
  const [role] = await ask(
    database.appUrl,
    `select rolname, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole,
       (select count(*)::int from pg_class where relowner = r.oid) as relations,
       (select count(*)::int from pg_database where datdba = r.oid) as databases
     from pg_roles r where rolname = current_user`,
  );
  expect(role).toEqual({
    rolname: 'callwatch_app',
    rolsuper: false,
    rolbypassrls: false,
    rolcreatedb: false,
    rolcreaterole: false,
    relations: 0,
    databases: 0,
  });
  await expect(ask(database.appUrl, 'create table mine (id int)')).rejects.toThrow(/permission denied/);
  await expect(ask(database.appUrl, 'drop table call')).rejects.toThrow(/must be owner/);
  await database.drop();
});

test("a session of the application's role is in UTC, without JIT, and does not idle in a transaction", async () => {
  const database = await createTestDatabase();
  const rows = await ask(
    database.appUrl,
    `select current_setting('timezone') as timezone, current_setting('jit') as jit,
       current_setting('idle_in_transaction_session_timeout') as idle`,
  );
  expect(rows).toEqual([{ timezone: 'UTC', jit: 'off', idle: '5s' }]);
  await database.drop();
});
