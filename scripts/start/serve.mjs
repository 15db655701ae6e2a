import { say } from './progress.mjs';
import { supervise } from './supervise.mjs';

/** @typedef {import('./lifetime.mjs').Lifetime} Lifetime */
/** @typedef {import('../database/open.mjs').Database} Database */
/** @typedef {{ secret: string, url: string, roles: Set<string> }} Settings */

/**
 * Starts server and worker, each with its share of the roles, and the demo.
 * @param {Lifetime} lifetime
 * @param {{ dataDir: string, demo: boolean, settings: Settings, database: Database }} options
 */
export async function serve(lifetime, { dataDir, demo, settings, database }) {
  const { DATABASE_OWNER_URL: _, ...inherited } = process.env;
  const env = {
    ...inherited,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    DATABASE_URL: database.appUrl,
    ...(database.embedded && { CALLWATCH_DATABASE_DIR: database.embedded.data }), // for the space left on its disk
    ...(database.directUrl && { DATABASE_DIRECT_URL: database.directUrl }),
    CALLWATCH_DATA_DIR: dataDir,
    CALLWATCH_SECRET: settings.secret,
    CALLWATCH_URL: settings.url,
    ...(demo && { CALLWATCH_OUTBOUND_ALLOW: withLoopback(inherited.CALLWATCH_OUTBOUND_ALLOW) }),
  };
  const run = (/** @type {string} */ name, /** @type {string[]} */ roles) => {
    const mine = roles.filter((role) => settings.roles.has(role));
    if (mine.length === 0) return undefined;
    const options = { name, script: `dist/${name}.js`, dataDir, env: { ...env, CALLWATCH_ROLES: mine.join(',') } };
    return supervise(options, lifetime);
  };
  // the demo loads while the server does, and waits for it
  const runDemo = () => supervise({ name: 'demo', script: 'dist/demo.js', dataDir, env, talks: true }, lifetime);
  const [server] = await Promise.all([
    run('server', ['web', 'ingest']),
    run('worker', ['worker']),
    demo ? runDemo() : undefined,
  ]);
  if (server?.setupUrl && !demo) say(`set up: ${server.setupUrl}`);
}

/**
 * The demo's webhook receiver listens on this machine, where webhooks do not go otherwise.
 * @param {string | undefined} allowed
 */
const withLoopback = (allowed) => [allowed, '127.0.0.1/32'].filter(Boolean).join(',');
