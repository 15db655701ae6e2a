import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Refusal } from '../start/refusal.mjs';
import { CLUSTER, MANIFEST, parseManifest } from './manifest.mjs';
import { isKept } from './kept-files.mjs';
import { readTar } from './read-tar.mjs';

/** @typedef {import('./manifest.mjs').Manifest} Manifest */
/**
 * @typedef {object} Visitor takes what an archive holds
 * @property {(path: string) => void} folder
 * @property {(path: string, chunks: AsyncIterable<Buffer>) => Promise<void>} file has to read the chunks to the end
 * @property {AbortSignal} [signal]
 * @property {(bytes: number) => void} [read] of the compressed file, as they are read
 */

const MANIFEST_MAX_BYTES = 64 * 2 ** 20;

/**
 * Reads an archive to its end and checks every file against the manifest. Throws a Refusal for one that is damaged.
 * @param {string} archive
 * @param {Visitor} visitor
 * @returns {Promise<Manifest>}
 */
export async function readArchive(archive, visitor) {
  const found = { files: new Map(), folders: new Set(), manifest: /** @type {Manifest | undefined} */ (undefined) };
  const source = fs.createReadStream(archive, { highWaterMark: 2 ** 18, signal: visitor.signal });
  source.on('data', (chunk) => visitor.read?.(chunk.length));
  const inflated = createGunzip();
  pipeline(source, inflated).catch(() => {}); // the error comes out of `inflated` too
  try {
    for await (const entry of readTar(inflated)) await visit(entry, { found, visitor });
  } catch (error) {
    throw damage(archive, error);
  }
  const wrong = difference(found);
  if (wrong || !found.manifest) throw new Refusal(`${archive} is damaged: ${wrong ?? 'it ends early'}`);
  return found.manifest;
}

/** @typedef {{ files: Map<string, { sizeBytes: number, sha256: string }>, folders: Set<string>, manifest: Manifest | undefined }} Found */

/**
 * @param {import('./read-tar.mjs').TarEntry} entry
 * @param {{ found: Found, visitor: Visitor }} options
 */
async function visit({ header, chunks }, { found, visitor }) {
  const { name, type, size } = header;
  if (name === MANIFEST) {
    found.manifest = parseManifest(await readText(chunks, size));
    if (!found.manifest) throw new Refusal('its manifest cannot be read');
    return;
  }
  if (!isExpected(name) || (type !== 'file' && type !== 'directory'))
    throw new Refusal(`"${name}" does not belong there`);
  if (type === 'directory') {
    found.folders.add(name);
    visitor.folder(name);
  } else {
    const hash = createHash('sha256');
    await visitor.file(name, hashed(chunks, hash));
    found.files.set(name, { sizeBytes: size, sha256: hash.digest('hex') });
  }
}

/**
 * @param {AsyncIterable<Buffer>} chunks
 * @param {import('node:crypto').Hash} hash
 */
async function* hashed(chunks, hash) {
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
}

/**
 * @param {AsyncIterable<Buffer>} chunks
 * @param {number} sizeBytes
 */
async function readText(chunks, sizeBytes) {
  if (sizeBytes > MANIFEST_MAX_BYTES) throw new Refusal('its manifest is too large');
  const parts = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts).toString('utf8');
}

/**
 * Only names that a backup gives: nothing outside of the folder that they are written to.
 * @param {string} name
 */
const isExpected = (name) =>
  isKept(name) || (name.startsWith(CLUSTER) && !name.includes('\\') && !name.split('/').includes('..'));

/**
 * The first thing in which archive and manifest differ.
 * @param {Found} found
 * @returns {string | undefined}
 */
function difference({ files, folders, manifest }) {
  if (!manifest) return undefined;
  for (const { path, sizeBytes, sha256 } of manifest.files) {
    const file = files.get(path);
    if (!file) return `${path} is missing`;
    if (file.sizeBytes !== sizeBytes || file.sha256 !== sha256) return `${path} is not what was backed up`;
  }
  const missing = manifest.folders.find((folder) => !folders.has(folder));
  if (missing) return `${missing} is missing`;
  const extra = files.size > manifest.files.length || folders.size > manifest.folders.length;
  return extra ? 'it has files that its manifest does not name' : undefined;
}

const TAR_ERRORS = /Unexpected end of data|Invalid tar header|Invalid header|Header exceeds/;

/**
 * @param {string} archive
 * @param {unknown} error
 */
function damage(archive, error) {
  const { code, message, path, syscall } = Object(error);
  if (error instanceof Refusal) return new Refusal(`${archive} is damaged: ${message}`);
  if (code === 'ENOENT' && path === archive) return new Refusal(`there is no file ${archive}`);
  if (path === archive || (code === 'EISDIR' && syscall === 'read'))
    return new Refusal(`cannot read ${archive} (${code})`);
  if (String(code).startsWith('Z_') || TAR_ERRORS.test(message))
    return new Refusal(`${archive} is damaged, or no backup: ${message}`);
  return error;
}
