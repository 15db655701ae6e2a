import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { expect, inject, it, onTestFinished } from 'vitest';
import { createTestDatabase } from '../../support';
import { blocksOf, nameOf } from '../../support/docs/documents';

const named = blocksOf('sql').map((block) => [nameOf(block), block.text] as const);
const statementsOf = (text: string): string[] =>
  text
    .split(';')
    .map((one) => one.trim())
    .filter(Boolean);

/** What the extension brings, by its real signature. */
const CITUS = `create function truncate_local_data_after_distributing_table(function_name regclass) returns void
  language sql as 'select'`;

async function connect(url: string): Promise<Client> {
  const client = new Client(url);
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

it.each(named)('PostgreSQL does what the statements at %s say', async (_, text) => {
  const database = await createTestDatabase();
  onTestFinished(database.drop);
  const mark = randomBytes(6).toString('hex');
  const owner = await connect(database.ownerUrl);
  await owner.query(CITUS);
  const superuser = await connect(inject('testPostgres').superUrl);
  // roles and databases are of the whole server: those of the text get names of their own
  const [roles, databases] = ['role', 'database'].map((kind) =>
    [...text.matchAll(new RegExp(`create ${kind} (\\w+)`, 'g'))].map(([, name = '']) => name),
  );
  const own = [...(roles ?? []), ...(databases ?? [])].reduce(
    (all, name) => all.replaceAll(new RegExp(`\\b${name}\\b`, 'g'), `docs_${mark}_${name}`),
    text,
  );
  onTestFinished(async () => {
    for (const name of databases ?? []) await superuser.query(`drop database if exists docs_${mark}_${name}`);
    for (const name of roles ?? []) await superuser.query(`drop role if exists docs_${mark}_${name}`);
  });
  for (const statement of statementsOf(own)) {
    const { command } = await (/^create (role|database)/.test(statement) ? superuser : owner).query(statement);
    expect(command).toMatch(/^(CREATE|SELECT)$/);
  }
});
