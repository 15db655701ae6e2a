import { open } from 'node:fs/promises';
import path from 'node:path';
import type { BatchIds } from '../batch-ids';
import { readLog } from '../open-log';
import { readLines, type Line } from '../read-lines';
import { Head, type SentFile } from './follow-state';
import { GrowingFile } from './growing-file';
import { factsOf, type RotatedFile } from './rotated-files';
import { GZIP } from './rotation-names';

/** One file of a followed log, read from its beginning. */
export interface LogSource {
  /** For people. */
  name: string;
  file: Readonly<Pick<GrowingFile, 'device' | 'inode' | 'writtenAsLogAtMs' | 'cut' | 'head'>>;
  lines: AsyncGenerator<Line[]>;
  close(): Promise<void>;
}

/** A file that may still be written to, until another has the name `log`. Throws what the system says. */
export async function openGrowing(file: string, log: string, signal: AbortSignal): Promise<LogSource> {
  const growing = await GrowingFile.open(file, log);
  return {
    name: path.basename(file),
    file: growing,
    lines: growing.lines(log, signal),
    close: () => growing.close(),
  };
}

async function* noted(chunks: AsyncIterable<Buffer>, head: Head): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    head.note(chunk);
    yield chunk;
  }
}

async function openCompressed(file: string, signal: AbortSignal): Promise<LogSource> {
  const name = path.basename(file);
  const handle = await open(file, 'r');
  const { device, inode } = factsOf(await handle.stat({ bigint: true }));
  const head = new Head();
  const chunks = readLog({ name, path: file, sizeBytes: null, handle }, { signal, onBytes: () => undefined });
  const lines = readLines(noted(chunks, head));
  return {
    name,
    file: { device, inode, writtenAsLogAtMs: null, cut: false, head },
    lines,
    async close() {
      await lines.return(undefined);
      await handle.close();
    },
  };
}

/** A file that was rotated away, compressed or not. Throws what the system says. */
export async function openRotated(file: RotatedFile, log: string, signal: AbortSignal): Promise<LogSource> {
  return GZIP.test(file.path) ? openCompressed(file.path, signal) : openGrowing(file.path, log, signal);
}

async function* joined(first: Line[], rest: AsyncGenerator<Line[]>): AsyncGenerator<Line[]> {
  if (first.length > 0) yield first;
  yield* rest;
}

/**
 * Moves behind the lines that were sent, and the ids with it. Null when the file has other lines there, or fewer: it is not
 * the one that the state tells of.
 */
export async function behindSent(
  { file, lines }: LogSource,
  state: SentFile,
  ids: BatchIds,
): Promise<AsyncGenerator<Line[]> | null> {
  for (let next = await lines.next(); next.done !== true && next.value.length > 0; next = await lines.next()) {
    if (file.head.digest(state.headBytes) !== state.head) return null;
    const sent = next.value.filter(({ endByte }) => endByte <= state.offset);
    ids.pass(sent);
    if (sent.length === next.value.length && sent.at(-1)?.endByte !== state.offset) continue;
    return ids.place === state.place ? joined(next.value.slice(sent.length), lines) : null;
  }
  return null;
}
