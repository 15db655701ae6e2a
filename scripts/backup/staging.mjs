import fs from 'node:fs';
import path from 'node:path';
import { giveTo } from '../postgres/files.mjs';
import { createProgress } from './progress.mjs';
import { KEPT_FILES } from './kept-files.mjs';
import { CLUSTER } from './manifest.mjs';
import { readArchive } from './read-archive.mjs';
import { timeName } from './time-name.mjs';

/** @typedef {import('../postgres/files.mjs').PostgresFiles} PostgresFiles */
/** @typedef {{ dataDir: string, files: PostgresFiles }} Place */
/** @typedef {Place & { remove: () => void }} Staged the same, beside its place; `remove` clears what is left of it */

/**
 * Whether a data folder holds a database, or secrets of one.
 * @param {Place} place
 */
export const holdsInstance = ({ dataDir, files }) =>
  fs.readdirSync(files.data).length > 0 || KEPT_FILES.some((name) => fs.existsSync(path.join(dataDir, name)));

/** @param {PostgresFiles} files */
export const stagedData = (files) => `${files.data}.restoring`;

/**
 * An empty place beside the real one, on the same disk. What a restore that was killed left there is removed.
 * @param {Place} place
 * @returns {Staged}
 */
export function stageOf({ dataDir, files }) {
  const folder = path.join(dataDir, 'restoring');
  const data = stagedData(files);
  const remove = () => {
    for (const target of [folder, data]) fs.rmSync(target, { recursive: true, force: true });
  };
  remove();
  fs.mkdirSync(folder, { mode: 0o700 });
  fs.mkdirSync(data, { mode: 0o700 });
  giveTo(data, files.owner);
  return { dataDir: folder, files: { ...files, data }, remove };
}

/**
 * Writes what the archive holds, and checks it again while it is read.
 * @param {string} archive
 * @param {{ staged: Staged, manifest: import('./manifest.mjs').Manifest, signal: AbortSignal }} options
 */
export async function unpack(archive, { staged, manifest, signal }) {
  const progress = createProgress('restoring');
  progress.expect(manifest.files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0));
  const { data, owner } = staged.files;
  try {
    await readArchive(archive, {
      signal,
      folder: (name) => {
        const target = path.join(data, name.slice(CLUSTER.length));
        fs.mkdirSync(target, { recursive: true, mode: 0o700 });
        giveTo(target, owner);
      },
      file: async (name, chunks) => {
        const isCluster = name.startsWith(CLUSTER);
        const target = isCluster ? path.join(data, name.slice(CLUSTER.length)) : path.join(staged.dataDir, name);
        await writeFile(target, { chunks, owner: isCluster ? owner : {}, onBytes: progress.add });
      },
    });
  } finally {
    progress.end();
  }
}

/**
 * The few files of our own are synced here; Postgres syncs all of its own before it recovers.
 * @param {string} file
 * @param {{ chunks: AsyncIterable<Buffer>, owner: import('../postgres/files.mjs').Owner, onBytes: (bytes: number) => void }} options
 */
async function writeFile(file, { chunks, owner, onBytes }) {
  const handle = await fs.promises.open(file, 'wx', 0o600);
  try {
    for await (const chunk of chunks) {
      await handle.writeFile(chunk);
      onBytes(chunk.length);
    }
    if (owner.uid !== undefined && owner.gid !== undefined) await handle.chown(owner.uid, owner.gid);
    else await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Puts a stage in its place, the database last. What was there moves aside, under a name by the time.
 * @param {Staged} staged
 * @param {Place} place
 * @returns {string[]} where to
 */
export function swapIn(staged, { dataDir, files }) {
  const suffix = `replaced-${timeName(new Date())}`;
  const aside = path.join(dataDir, suffix);
  const oldData = `${files.data}.${suffix}`;
  const kept = KEPT_FILES.filter((name) => fs.existsSync(path.join(dataDir, name)));
  const hadData = fs.readdirSync(files.data).length > 0;
  if (hadData) fs.renameSync(files.data, oldData);
  else fs.rmdirSync(files.data);
  if (kept.length > 0) fs.mkdirSync(aside, { mode: 0o700 });
  for (const name of kept) fs.renameSync(path.join(dataDir, name), path.join(aside, name));
  for (const name of fs.readdirSync(staged.dataDir)) {
    fs.renameSync(path.join(staged.dataDir, name), path.join(dataDir, name));
  }
  fs.renameSync(staged.files.data, files.data);
  return [...(hadData ? [oldData] : []), ...(kept.length > 0 ? [aside] : [])];
}
