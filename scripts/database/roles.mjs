import { quoteName, withClient } from './connect.mjs';

export const OWNER = 'callwatch_owner';
export const APP = 'callwatch_app';

/** @typedef {{ superUrl: string, database: string, passwords: { owner: string, app: string } }} Options */

/**
 * Makes the embedded database's roles and the database itself where they are missing. The owner runs migrations, may make
 * other databases (Prisma's shadow database, tests) and set the app role's session defaults; the app role owns nothing.
 * @param {Options} options
 */
export async function ensureRolesAndDatabase({ superUrl, database, passwords }) {
  await withClient(superUrl, async (client) => {
    const { rows } = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (rows.length > 0) return;
    await ensureRole(client, { name: OWNER, attributes: 'createdb createrole', password: passwords.owner });
    await ensureRole(client, { name: APP, attributes: 'nocreatedb nocreaterole', password: passwords.app });
    await client.query(`grant ${APP} to ${OWNER} with admin option, inherit false, set false`);
    await client.query(`create database ${quoteName(database)} owner ${OWNER}`); // last: its presence says all is done
  });
}

/**
 * @param {import('pg').Client} client
 * @param {{ name: string, attributes: string, password: string }} role
 */
async function ensureRole(client, { name, attributes, password }) {
  const { rows } = await client.query('select 1 from pg_roles where rolname = $1', [name]);
  const verb = rows.length > 0 ? 'alter' : 'create';
  await client.query(
    `${verb} role ${name} login nosuperuser nobypassrls ${attributes} password ${client.escapeLiteral(password)}`,
  );
}
