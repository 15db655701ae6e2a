import { keptPasswords, removeConnection, saveConnection } from '../start/data-folder.mjs';
import { startPostgres } from '../postgres/embedded.mjs';
import { checkConnection } from './connect.mjs';
import { APP, ensureRolesAndDatabase, OWNER } from './roles.mjs';

/**
 * @typedef {object} Database
 * @property {string} appUrl for the application
 * @property {string} ownerUrl for migrations
 * @property {string} [directUrl] the app's role past a pooler
 * @property {string} summary for the progress line
 * @property {string} [warning]
 * @property {Embedded} [embedded] the Postgres that runs with us, when it is not the user's own
 * @property {() => Promise<void>} stop
 */

/** @typedef {import('../postgres/embedded.mjs').Embedded} Embedded */

/**
 * @typedef {object} EmbeddedOptions
 * @property {string} dataDir
 * @property {string} [name] of the database
 * @property {string} [url] where the app will answer, for other scripts
 * @property {number | undefined} [serverPort] that its server will want
 * @property {Record<string, string>} [settings] of Postgres
 */

/**
 * Starts or adopts the embedded Postgres, makes roles and database, and tells other scripts where it is.
 * @param {EmbeddedOptions} options
 * @returns {Promise<Database & { superUrl: string }>}
 */
export async function openEmbedded({ dataDir, name = 'callwatch', url = '', settings = {}, serverPort }) {
  const passwords = keptPasswords(dataDir);
  const postgres = await startPostgres({ dataDir, superPassword: passwords.superuser, settings, serverPort });
  const urlOf = (/** @type {string} */ user, /** @type {string} */ password, database = name) =>
    `postgresql://${user}:${password}@127.0.0.1:${postgres.port}/${database}`;
  const superUrl = urlOf('postgres', passwords.superuser, 'postgres');
  const [ownerUrl, appUrl] = [urlOf(OWNER, passwords.owner), urlOf(APP, passwords.app)];
  const stop = async () => {
    removeConnection(dataDir);
    await postgres.stop();
  };
  try {
    await ensureRolesAndDatabase({ superUrl, database: name, passwords });
    saveConnection(dataDir, { pid: process.pid, url, superUrl, ownerUrl, appUrl });
  } catch (error) {
    await stop();
    throw error;
  }
  const summary = `${postgres.adopted ? 'adopted' : 'started'} on 127.0.0.1:${postgres.port}`;
  return { appUrl, ownerUrl, superUrl, summary, embedded: postgres, stop };
}

/**
 * The user's own database, from the settings. Throws a Refusal when it cannot be reached.
 * @param {Record<string, string | undefined>} env
 * @returns {Promise<Database>}
 */
export async function openExternal(env) {
  const appUrl = env.DATABASE_URL ?? '';
  const directUrl = env.DATABASE_DIRECT_URL;
  const ownerSetting = env.DATABASE_OWNER_URL
    ? 'DATABASE_OWNER_URL'
    : directUrl
      ? 'DATABASE_DIRECT_URL'
      : 'DATABASE_URL';
  const ownerUrl = env[ownerSetting] ?? appUrl;
  const appRole = await checkConnection('DATABASE_URL', appUrl);
  const ownerRole = ownerUrl === appUrl ? appRole : await checkConnection(ownerSetting, ownerUrl);
  const same = `migrations run as "${appRole}", the application's own role: set DATABASE_OWNER_URL to separate them`;
  return {
    appUrl,
    ownerUrl,
    ...(directUrl && { directUrl }),
    summary: `connected as ${appRole}`,
    ...(appRole === ownerRole && { warning: same }),
    stop: async () => {},
  };
}
