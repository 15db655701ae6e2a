import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { constants, createGzip } from 'node:zlib';
import tar from 'tar-stream';
import { MANIFEST } from './manifest.mjs';

/** @typedef {import('./manifest.mjs').ArchivedFile} ArchivedFile */
/** @typedef {Omit<import('./manifest.mjs').Manifest, 'files' | 'folders'>} About */
/**
 * @typedef {object} Archive
 * @property {(path: string) => void} addFolder
 * @property {(path: string, content: { sizeBytes: number, chunks: AsyncIterable<Buffer> | Iterable<Buffer> }) => Promise<void>} addFile
 */

/**
 * Writes a compressed archive into an open file, in constant memory.
 * @param {import('node:fs').promises.FileHandle} handle
 * @param {{ about: About, fill: (archive: Archive) => Promise<void>, signal?: AbortSignal | undefined }} options
 * @returns {Promise<ArchivedFile[]>} what is in it
 */
export async function writeArchive(handle, { about, fill, signal }) {
  const pack = tar.pack();
  /** @type {ArchivedFile[]} */
  const files = [];
  /** @type {string[]} */
  const folders = [];
  const filling = async () => {
    await fill({
      addFolder: (path) => {
        folders.push(path);
        pack.entry({ name: path, type: 'directory', mode: 0o700 });
      },
      addFile: async (path, content) => void files.push(await addFile(pack, { path, ...content })),
    });
    pack.entry({ name: MANIFEST, mode: 0o600 }, JSON.stringify({ ...about, folders, files }));
    pack.finalize();
  };
  const gzip = createGzip({ level: constants.Z_BEST_SPEED });
  await firstFailure([
    filling().catch((/** @type {Error} */ error) => {
      pack.destroy(error);
      throw error;
    }),
    pipeline(bytesOf(pack), gzip, (chunks) => writeAll(handle, chunks), { ...(signal && { signal }) }),
  ]);
  return files;
}

/**
 * @param {import('tar-stream').Pack} pack
 * @param {{ path: string, sizeBytes: number, chunks: AsyncIterable<Buffer> | Iterable<Buffer> }} file
 * @returns {Promise<ArchivedFile>}
 */
async function addFile(pack, { path, sizeBytes, chunks }) {
  const hash = createHash('sha256');
  const { sink, done } = openEntry(pack, { name: path, size: sizeBytes, mode: 0o600 });
  for await (const chunk of chunks) {
    hash.update(chunk);
    if (!sink.write(chunk)) await Promise.race([drained(sink), done]);
  }
  sink.end(undefined);
  await done;
  return { path, sizeBytes, sha256: hash.digest('hex') };
}

/**
 * @param {import('tar-stream').Pack} pack
 * @param {{ name: string, size: number, mode: number }} header
 */
function openEntry(pack, header) {
  /** @type {(error?: Error | null) => void} */
  let settle = () => {};
  /** @type {Promise<void>} */
  const done = new Promise((resolve, reject) => {
    settle = (error) => (error ? reject(error) : resolve());
  });
  done.catch(() => {}); // may fail before anybody waits for it
  return { sink: pack.entry(header, (error) => settle(error)), done };
}

/** @param {ReturnType<import('tar-stream').Pack['entry']>} sink @returns {Promise<void>} */
const drained = (sink) => new Promise((resolve) => sink.once('drain', () => resolve()));

/**
 * @param {import('node:fs').promises.FileHandle} handle
 * @param {AsyncIterable<Buffer>} chunks
 */
async function writeAll(handle, chunks) {
  for await (const chunk of chunks) await handle.writeFile(chunk);
}

/** @param {import('tar-stream').Pack} pack */
async function* bytesOf(pack) {
  yield* pack;
}

/**
 * Waits for all, then throws the error that came first: the others follow from it.
 * @param {Promise<unknown>[]} works
 */
async function firstFailure(works) {
  /** @type {unknown[]} */
  const errors = [];
  await Promise.all(works.map((work) => work.catch((error) => errors.push(error))));
  if (errors.length > 0) throw errors[0];
}
