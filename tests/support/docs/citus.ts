import { Client } from 'pg';
import { createTestDatabase } from '..';

/** What the extension brings of what the documents call, by its real signatures. */
const STAND_INS = `
  create function citus_set_coordinator_host(host text, port integer default 5432) returns void language sql as 'select';
  create function citus_add_node(nodename text, nodeport integer) returns integer language sql as 'select 1';
  create function truncate_local_data_after_distributing_table(function_name regclass) returns void
    language sql as 'select'`;

/** Runs statements as the owner of a database with Citus' functions; gives their commands, `SELECT` for instance. */
export async function runOnCitus(statements: readonly string[]): Promise<string[]> {
  const database = await createTestDatabase();
  const client = new Client(database.ownerUrl);
  await client.connect();
  try {
    await client.query(STAND_INS);
    const commands: string[] = [];
    for (const statement of statements) commands.push((await client.query(statement)).command);
    return commands;
  } finally {
    await client.end();
    await database.drop();
  }
}
