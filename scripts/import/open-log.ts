import { createReadStream, statSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { addAbortSignal, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { ImportError } from './post-calls';

/** A file cannot be read, or holds no gzip where it begins as such. */
export class ReadError extends ImportError {}

export interface LogFile {
  /** As the user wrote it. */
  name: string;
  /** Absolute; null for the standard input. */
  path: string | null;
  /** On disk; null when unknown. */
  sizeBytes: number | null;
  /** To read it by, whatever its name is by then. */
  handle?: FileHandle;
}

/** What is there under a name. Throws an Error for what is no file. */
export function findLog(name: string, path: string): LogFile {
  if (name === '-') return { name: 'standard input', path: null, sizeBytes: null };
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) throw new Error(`there is no file ${name}`);
  if (stat.isDirectory()) throw new Error(`${name} is a folder, not a file`);
  return { name, path, sizeBytes: stat.isFile() ? stat.size : null };
}

async function* counted(source: AsyncIterable<Buffer>, onBytes: (bytes: number) => void): AsyncGenerator<Buffer> {
  for await (const chunk of source) {
    onBytes(chunk.length);
    yield chunk;
  }
}

async function* joined(first: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield first;
    yield* rest;
  } finally {
    await rest.return(undefined); // closes the file when the reader had enough
  }
}

/** Known by its first bytes, so that the standard input may be compressed as well. */
const isGzip = (chunk: Buffer): boolean => chunk[0] === 0x1f && chunk[1] === 0x8b;

interface Reading {
  /** Ends the reading, also while it waits for more. */
  signal: AbortSignal;
  /** Told what was read of the file. */
  onBytes(bytes: number): void;
}

/** The text of a log, inflated, as it is asked for. Throws a ReadError. */
export async function* readLog({ name, path, handle }: LogFile, { signal, onBytes }: Reading): AsyncGenerator<Buffer> {
  try {
    const stream = addAbortSignal(signal, path === null ? process.stdin : createReadStream(path, { fd: handle }));
    const source = counted(stream, onBytes);
    const first = await source.next();
    if (first.done === true) return;
    const all = joined(first.value, source);
    if (!isGzip(first.value)) {
      yield* all;
      return;
    }
    const inflated = createGunzip();
    pipeline(Readable.from(all), inflated).catch(() => undefined); // the loop below throws the same error
    for await (const chunk of inflated) if (Buffer.isBuffer(chunk)) yield chunk;
  } catch (error) {
    throw new ReadError(`${name} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
