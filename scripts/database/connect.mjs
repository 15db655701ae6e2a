import { Refusal } from '../start/refusal.mjs';

/** @typedef {import('pg').Client} Client */

/**
 * Runs `work` on a connection of its own.
 * @template T
 * @param {string} url
 * @param {(client: Client) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withClient(url, work) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {}); // a connection lost between two statements shows in the next one
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/**
 * Throws a Refusal that names the setting when the database cannot be reached or refuses the login.
 * @param {string} setting
 * @param {string} url
 * @returns {Promise<string>} the role that the connection has
 */
export async function checkConnection(setting, url) {
  try {
    return await withClient(url, async (client) => {
      const { rows } = await client.query('select current_user as role');
      return rows[0].role;
    });
  } catch (error) {
    const { message, code } = Object(error);
    throw new Refusal(`cannot connect to the database of ${setting} (${hostOf(url)}): ${message || code}`);
  }
}

/** @param {string} url */
function hostOf(url) {
  try {
    return new URL(url).host; // never the password
  } catch {
    return 'not a URL';
  }
}

/** @param {string} name */
export const quoteName = (name) => `"${name.replaceAll('"', '""')}"`;
