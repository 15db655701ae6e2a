import net from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { pause } from '../postgres/pids.mjs';
import { keptSecret, root } from './data-folder.mjs';
import { Refusal } from './refusal.mjs';

/** @typedef {Record<string, string | undefined>} Settings */

/**
 * What can be told about the settings before anything is installed or built. Throws a Refusal.
 * @param {Settings} env
 * @param {{ portWaitMs: number }} options how long a taken port may take to become free
 */
export async function checkEarly(env, { portWaitMs }) {
  if (env.DATABASE_URL && !env.CALLWATCH_SECRET) {
    throw new Refusal(
      'CALLWATCH_SECRET is not set: it must be when DATABASE_URL is (32 characters or more, kept for good)',
    );
  }
  refuseLonelyUrls(env);
  if (env.DATABASE_OWNER_URL && !/^postgres(ql)?:\/\//.test(env.DATABASE_OWNER_URL)) {
    throw new Refusal('DATABASE_OWNER_URL: must begin with postgres:// or postgresql://');
  }
  const port = Number(env.PORT || 3000);
  if (Number.isInteger(port) && port > 0 && port < 65_536)
    await waitForPort({ port, host: env.HOST || '127.0.0.1' }, portWaitMs);
}

/**
 * The other addresses go with that of the application's role: alone they would be passed over without a word.
 * @param {Settings} env
 */
export function refuseLonelyUrls(env) {
  if (env.DATABASE_URL) return;
  for (const name of ['DATABASE_OWNER_URL', 'DATABASE_DIRECT_URL']) {
    if (env[name]) throw new Refusal(`${name} is set but DATABASE_URL is not: set both or neither`);
  }
}

/**
 * Checks every setting with the application's own reader and completes them: the secret is made and kept when the
 * database is embedded. Throws a Refusal that names the wrong one.
 * @param {Settings} env
 * @param {string} dataDir
 */
export async function readSettings(env, dataDir) {
  const secret = env.CALLWATCH_SECRET || keptSecret(dataDir, 'secret');
  const { readEnv } = await import(pathToFileURL(path.join(root, 'dist', 'env.js')).href);
  try {
    const read = readEnv({
      ...env,
      DATABASE_URL: env.DATABASE_URL || 'postgresql://embedded',
      CALLWATCH_SECRET: secret,
    });
    const { url, port, roles } = /** @type {{ url: string, port: number, roles: Set<string> }} */ (read);
    return { secret, url, port, roles };
  } catch (error) {
    throw error instanceof Error && error.name === 'EnvError' ? new Refusal(error.message) : error;
  }
}

/** @typedef {{ port: number, host: string }} Place */

/**
 * @param {Place} place
 * @param {number} timeoutMs
 */
async function waitForPort(place, timeoutMs) {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const error = await listenError(place);
    if (!error) return;
    if (error.code !== 'EADDRINUSE' || performance.now() > deadline) throw new Refusal(portRefusal(error, place));
    await pause(100);
  }
}

/**
 * @param {Place} place
 * @returns {Promise<NodeJS.ErrnoException | undefined>}
 */
function listenError({ port, host }) {
  return new Promise((resolve) => {
    const server = net.createServer().once('error', resolve);
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}

/**
 * @param {NodeJS.ErrnoException} error
 * @param {Place} place
 */
function portRefusal(error, { port, host }) {
  if (error.code === 'EADDRINUSE') return `port ${port} on ${host} is taken: stop the other program or set PORT`;
  if (error.code === 'EACCES') return `PORT: this user may not listen on port ${port}`;
  return `HOST: cannot listen on ${host} (${error.code})`;
}
