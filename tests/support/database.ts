import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { inject } from 'vitest';
import { withDatabase } from './with-database';

export interface TestDatabase {
  /** Role `callwatch_owner`: owns the schema. */
  ownerUrl: string;
  /** Role `callwatch_app`: what the application connects as. */
  appUrl: string;
  /** The same role past the pooler, when there is one. */
  directUrl: string;
  drop(): Promise<void>;
}

/** A migrated database of the test's own, cloned from the template: its files are copied, which costs half of going through the WAL. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { superUrl, ownerUrl, appUrl, directUrl, template } = inject('testPostgres');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asSuperuser(superUrl, async (client) => {
    await client.query(`create database ${name} template ${template} strategy file_copy owner callwatch_owner`);
    await copyRoleSettings(client, { from: template, to: name });
  });
  return {
    ownerUrl: withDatabase(ownerUrl, name),
    appUrl: withDatabase(appUrl, name),
    directUrl: withDatabase(directUrl, name),
    drop: () =>
      asSuperuser(superUrl, async (client) => {
        await client.query(`drop database if exists ${name} with (force)`);
      }),
  };
}

/** `alter role … in database … set` belongs to the database it names: a clone comes without. */
async function copyRoleSettings(client: Client, { from, to }: { from: string; to: string }): Promise<void> {
  const { rows } = await client.query<{ role: string; name: string; value: string }>(
    `select r.rolname as role, split_part(setting, '=', 1) as name, substr(setting, strpos(setting, '=') + 1) as value
     from pg_db_role_setting s
     join pg_database d on d.oid = s.setdatabase
     join pg_roles r on r.oid = s.setrole
     cross join unnest(s.setconfig) setting
     where d.datname = $1`,
    [from],
  );
  for (const { role, name, value } of rows) {
    await client.query(`alter role ${role} in database ${to} set ${name} = ${client.escapeLiteral(value)}`);
  }
}

async function asSuperuser(url: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client(url);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
