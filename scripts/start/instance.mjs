import { dataFolder, keptSecret, readConnection } from './data-folder.mjs';
import { lockHolder } from './lock.mjs';
import { Refusal } from './refusal.mjs';
import { refuseLonelyUrls } from './settings.mjs';

/**
 * The settings of the running instance, for scripts beside it: those of the environment when DATABASE_URL is set, else
 * those of the embedded instance that runs on the data folder. Throws a Refusal when there is neither.
 * @param {Record<string, string | undefined>} env
 * @returns {Record<string, string | undefined>} `env` with DATABASE_URL, DATABASE_OWNER_URL, CALLWATCH_SECRET and CALLWATCH_URL
 */
export function instanceSettings(env) {
  if (env.DATABASE_URL) {
    if (!env.CALLWATCH_SECRET) throw new Refusal('CALLWATCH_SECRET is not set: it must be when DATABASE_URL is');
    return { ...env, DATABASE_OWNER_URL: env.DATABASE_OWNER_URL || env.DATABASE_DIRECT_URL || env.DATABASE_URL };
  }
  refuseLonelyUrls(env);
  const dataDir = dataFolder(env);
  const connection = readConnection(dataDir);
  if (!connection || !lockHolder(dataDir)) {
    throw new Refusal(`no instance runs on the data folder ${dataDir}: start one (npm start) or set DATABASE_URL`);
  }
  return {
    ...env,
    CALLWATCH_DATA_DIR: dataDir,
    DATABASE_URL: connection.appUrl,
    DATABASE_OWNER_URL: connection.ownerUrl,
    CALLWATCH_SECRET: env.CALLWATCH_SECRET || keptSecret(dataDir, 'secret'),
    CALLWATCH_URL: env.CALLWATCH_URL || connection.url,
  };
}
