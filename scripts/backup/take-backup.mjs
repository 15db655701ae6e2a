import fs from 'node:fs';
import path from 'node:path';
import { withClient } from '../database/connect.mjs';
import { withEmbedded } from '../database/with-embedded.mjs';
import { Refusal } from '../start/refusal.mjs';
import { openBaseBackup } from './base-backup.mjs';
import { KEPT_FILES } from './kept-files.mjs';
import { CLUSTER, FORMAT, ourVersion } from './manifest.mjs';
import { writeNewFile } from './new-file.mjs';
import { createProgress } from './progress.mjs';
import { readTar } from './read-tar.mjs';
import { timeName } from './time-name.mjs';
import { writeArchive } from './write-archive.mjs';

/** @typedef {import('./write-archive.mjs').Archive} Archive */
/** @typedef {{ dataDir: string, destination: string, signal: AbortSignal }} Options `destination`: a file, or a folder */

/**
 * Backs up the embedded database of a data folder and what else in it cannot be made again, while it goes on.
 * @param {Options} options
 */
export async function takeBackup({ dataDir, destination, signal }) {
  if (!fs.existsSync(path.join(dataDir, 'postgres-superuser.password'))) {
    throw new Refusal(`there is no database in the data folder ${dataDir}`);
  }
  const takenAt = new Date();
  const file = fileOf(destination, takenAt);
  return withEmbedded(dataDir, async (urls) => {
    const taken = await writeNewFile(file, async (handle) => {
      const about = {
        format: FORMAT,
        callwatchVersion: ourVersion(),
        takenAt: takenAt.toISOString(),
        ...(await ask(urls)),
      };
      const fill = (/** @type {Archive} */ archive) => fillArchive(archive, { dataDir, superUrl: urls.superUrl });
      const files = await writeArchive(handle, { about, fill, signal });
      const { size } = await handle.stat();
      return {
        file,
        sizeBytes: size,
        files: files.length,
        dataBytes: files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
        takenAt: about.takenAt,
        callwatchVersion: about.callwatchVersion,
        postgresVersion: about.postgresVersion,
        hasSecret: files.some(({ path: name }) => name === 'secret'),
      };
    });
    await note(urls, taken).catch((/** @type {Error} */ error) => {
      console.error(`backup: complete, but the Status page does not tell of it: ${error.message}`); // as on a full disk
    });
    return taken;
  });
}

/**
 * Tells the instance of the backup, for its Status page.
 * @param {import('../database/with-embedded.mjs').EmbeddedUrls} urls
 * @param {{ takenAt: string, sizeBytes: number }} taken
 */
function note({ ownerUrl }, { takenAt, sizeBytes }) {
  return withClient(ownerUrl, (client) =>
    client.query(
      `insert into instance_setting (name, value) values ('last_backup', $1)
       on conflict (name) do update set value = excluded.value, updated_at = now()`,
      [JSON.stringify({ takenAt, sizeBytes })],
    ),
  );
}

/**
 * In a folder, a name by the time.
 * @param {string} destination
 * @param {Date} at
 */
function fileOf(destination, at) {
  if (!fs.statSync(destination, { throwIfNoEntry: false })?.isDirectory()) return destination;
  return path.join(destination, `callwatch-${timeName(at)}.tar.gz`);
}

/** @param {import('../database/with-embedded.mjs').EmbeddedUrls} urls */
function ask({ ownerUrl }) {
  return withClient(ownerUrl, async (client) => {
    const { rows: versions } = await client.query('show server_version');
    const { rows } = await client.query('select migration_name from _prisma_migrations order by migration_name');
    return {
      postgresVersion: String(versions[0].server_version).split(' ', 1)[0] ?? '',
      migrations: rows.map(({ migration_name: name }) => String(name)),
    };
  });
}

/**
 * @param {Archive} archive
 * @param {{ dataDir: string, superUrl: string }} options
 */
async function fillArchive(archive, { dataDir, superUrl }) {
  for (const name of KEPT_FILES.filter((kept) => fs.existsSync(path.join(dataDir, kept)))) {
    const bytes = fs.readFileSync(path.join(dataDir, name));
    await archive.addFile(name, { sizeBytes: bytes.length, chunks: [bytes] });
  }
  const { tar, close } = await openBaseBackup(superUrl);
  const progress = createProgress('backing up');
  try {
    for await (const entry of readTar(tar)) {
      progress.expect(tar.sizeBytes);
      await addEntry(archive, { entry, onBytes: progress.add });
    }
  } finally {
    progress.end();
    await close();
  }
}

/**
 * @param {Archive} archive
 * @param {{ entry: import('./read-tar.mjs').TarEntry, onBytes: (bytes: number) => void }} options
 */
async function addEntry(archive, { entry, onBytes }) {
  const { name, type, size } = entry.header;
  const target = CLUSTER + name.replace(/^\.\//, '');
  if (type === 'file') await archive.addFile(target, { sizeBytes: size, chunks: counted(entry.chunks, onBytes) });
  else if (type === 'directory') archive.addFolder(target);
  else throw new Refusal(`the database has a ${type} (${name}), which a backup cannot hold`);
}

/**
 * @param {AsyncIterable<Buffer>} chunks
 * @param {(bytes: number) => void} onBytes
 */
async function* counted(chunks, onBytes) {
  for await (const chunk of chunks) {
    onBytes(chunk.length);
    yield chunk;
  }
}
