import { makeDataFolder, readConnection } from '../start/data-folder.mjs';
import { lockHolder, takeLock } from '../start/lock.mjs';
import { openEmbedded } from './open.mjs';

/** @typedef {{ superUrl: string, ownerUrl: string, appUrl: string }} EmbeddedUrls */

/**
 * Works on the embedded database of a data folder: the one that runs, else one that is started for as long as it takes.
 * @template T
 * @param {string} dataDir
 * @param {(urls: EmbeddedUrls) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withEmbedded(dataDir, work) {
  const running = lockHolder(dataDir) && readConnection(dataDir);
  if (running) return work(running);
  makeDataFolder(dataDir);
  const unlock = await takeLock(dataDir);
  try {
    const database = await openEmbedded({ dataDir });
    return await work(database).finally(database.stop);
  } finally {
    unlock();
  }
}
