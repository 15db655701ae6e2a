import fs from 'node:fs';
import { prepareFiles } from '../postgres/files.mjs';
import { readPidFile } from '../postgres/pid-file.mjs';
import { isAlive } from '../postgres/pids.mjs';
import { makeDataFolder } from '../start/data-folder.mjs';
import { takeLock } from '../start/lock.mjs';
import { Refusal } from '../start/refusal.mjs';
import { refuseForeign } from './manifest.mjs';
import { createProgress } from './progress.mjs';
import { proveCluster } from './prove-cluster.mjs';
import { readArchive } from './read-archive.mjs';
import { holdsInstance, stagedData, stageOf, swapIn, unpack } from './staging.mjs';

/** @typedef {{ dataDir: string, archive: string, replace: boolean, signal: AbortSignal }} Options */

/**
 * Restores an archive into a data folder. The archive is checked whole before anything is written; what it holds is
 * unpacked beside its place and started there; only then it is put in place.
 * @param {Options} options
 */
export async function restoreBackup({ dataDir, archive, replace, signal }) {
  const manifest = await checkArchive(archive, signal);
  refuseForeign(manifest);
  makeDataFolder(dataDir);
  const unlock = await takeLock(dataDir);
  try {
    const place = { dataDir, files: prepareFiles(dataDir) };
    refuseRunning(place.files);
    if (!replace && holdsInstance(place)) {
      throw new Refusal(`the data folder ${dataDir} holds an instance: --replace moves it aside`);
    }
    const staged = stageOf(place);
    try {
      refuseFullDisk(place.files.data, manifest);
      await unpack(archive, { staged, manifest, signal });
      const counts = await proveCluster(staged, signal);
      const replaced = swapIn(staged, place);
      return {
        dataDir,
        takenAt: manifest.takenAt,
        callwatchVersion: manifest.callwatchVersion,
        ...counts,
        hasSecret: manifest.files.some(({ path }) => path === 'secret'),
        replaced,
      };
    } finally {
      staged.remove();
    }
  } finally {
    unlock();
  }
}

/**
 * @param {string} archive
 * @param {AbortSignal} signal
 */
async function checkArchive(archive, signal) {
  const progress = createProgress('checking');
  progress.expect(fs.statSync(archive, { throwIfNoEntry: false })?.size ?? 0);
  try {
    return await readArchive(archive, {
      signal,
      read: progress.add,
      folder: () => {},
      file: async (_, chunks) => {
        for await (const chunk of chunks) void chunk;
      },
    });
  } finally {
    progress.end();
  }
}

/**
 * The lock is of the launcher; a Postgres that a killed one left behind ends a moment later.
 * @param {import('../postgres/files.mjs').PostgresFiles} files
 */
function refuseRunning(files) {
  for (const data of [files.data, stagedData(files)]) {
    const found = readPidFile({ ...files, data });
    if (!found || !isAlive(found.pid)) continue;
    throw new Refusal(`a Postgres (process ${found.pid}) still runs on ${data}: try again when it has ended`);
  }
}

/**
 * @param {string} folder
 * @param {import('./manifest.mjs').Manifest} manifest
 */
function refuseFullDisk(folder, { files }) {
  const neededBytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const { bavail, bsize } = fs.statfsSync(folder);
  if (bavail * bsize > neededBytes) return;
  const [needed, free] = [neededBytes, bavail * bsize].map((bytes) => Math.ceil(bytes / 2 ** 20));
  throw new Refusal(`the disk is full: ${needed} MiB are needed below ${folder}, ${free} MiB are free`);
}
