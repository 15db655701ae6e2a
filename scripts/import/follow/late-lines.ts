import { createReadStream } from 'node:fs';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { BatchIds } from '../batch-ids';
import { ReadError } from '../open-log';
import type { Line } from '../read-lines';
import { Head, type SentFile } from './follow-state';
import { behindSent, type LogSource } from './log-source';
import type { RotatedFile } from './rotated-files';
import { GZIP } from './rotation-names';

/** Lines of one file that came after it had been sent to its end; the ids stand before them. */
export interface Late {
  source: LogSource;
  lines: AsyncIterator<Line[]>;
  ids: BatchIds;
}

interface LateJob {
  rotated(): Promise<RotatedFile[]>;
  /** Null when it is not there any more, or may not be read. */
  open(file: RotatedFile): Promise<LogSource | null>;
  newIds(): BatchIds;
  tell(text: string): void;
  /** Sends the lines, and remembers how far. */
  send(late: Late, sent: SentFile): Promise<void>;
  /** The file is not to be looked at again. */
  forget(sent: SentFile): void;
}

const LOOK_MS = 5_000;
/** A look reads a file from its beginning: a large one that goes on growing is looked at less often. */
const REST = 20;
/** A file that is not there may just have been renamed. */
const MISSES = 3;

const keyOf = ({ device, inode }: Pick<SentFile, 'device' | 'inode'>): string => `${device} ${inode}`;

/** The first bytes of its text; of a compressed file maybe more. */
function beginningOf(file: string, bytes: number): Readable {
  if (!GZIP.test(file)) return createReadStream(file, { end: bytes - 1 });
  return pipeline(createReadStream(file), createGunzip(), () => undefined); // who reads it is told the same error
}

/** Is it the file that was sent? Numbers of files are used again; the first bytes tell. */
export async function isStill(file: RotatedFile, sent: SentFile): Promise<boolean> {
  if (sent.headBytes === 0 || (file.sizeBytes < sent.offset && !GZIP.test(file.path))) return false;
  const head = new Head();
  try {
    for await (const chunk of beginningOf(file.path, sent.headBytes)) {
      if (Buffer.isBuffer(chunk)) head.note(chunk);
      if (head.length >= sent.headBytes) break;
    }
  } catch {
    return false; // who opens it is told why it cannot be read
  }
  return head.length >= sent.headBytes && head.digest(sent.headBytes) === sent.head;
}

async function* untilNow(lines: AsyncGenerator<Line[]>): AsyncGenerator<Line[]> {
  for await (const next of lines) {
    if (next.length === 0) return;
    yield next;
  }
}

/** Looks again at files that were sent to their end: a server may write to one long after it was renamed. */
export class LateLines {
  private nextLookMs = 0;
  /** Sizes that were looked at; a line without an end is no reason to look again. */
  private readonly sizes = new Map<string, number>();
  private readonly misses = new Map<string, number>();
  private readonly told = new Set<string>();

  constructor(private readonly job: LateJob) {}

  async look(ended: readonly SentFile[]): Promise<void> {
    const startMs = Date.now();
    if (ended.length === 0 || startMs < this.nextLookMs) return;
    const files = await this.job.rotated();
    for (const sent of ended) {
      const file = files.find((one) => keyOf(one) === keyOf(sent));
      const misses = file ? 0 : (this.misses.get(keyOf(sent)) ?? 0) + 1;
      this.misses.set(keyOf(sent), misses);
      if (misses >= MISSES || (file && GZIP.test(file.path))) this.job.forget(sent);
      else if (file && file.sizeBytes > sent.offset && file.sizeBytes !== this.sizes.get(keyOf(sent))) {
        this.sizes.set(keyOf(sent), file.sizeBytes);
        await this.sendRest(file, sent);
      }
    }
    this.nextLookMs = Date.now() + Math.max(LOOK_MS, REST * (Date.now() - startMs));
  }

  private async sendRest(file: RotatedFile, sent: SentFile): Promise<void> {
    const source = await this.job.open(file);
    if (!source) return;
    try {
      const ids = this.job.newIds();
      const lines = await behindSent(source, sent, ids);
      if (!lines) this.giveUp(source, sent);
      else {
        this.tellOnce(`${source.name} is still written to; its late lines are sent too`);
        await this.job.send({ source, lines: untilNow(lines), ids }, sent);
      }
    } catch (error) {
      if (!(error instanceof ReadError)) throw error;
      this.tellOnce(error.message);
    } finally {
      await source.close();
    }
  }

  /** Another file may have the number by now; else its last line had no end and goes on, or its lines were changed. */
  private giveUp({ name, file }: LogSource, sent: SentFile): void {
    const same = file.head.length >= sent.headBytes && file.head.digest(sent.headBytes) === sent.head;
    if (same) this.tellOnce(`${name} was changed after it had been sent; what came to it since is not sent`);
    this.job.forget(sent);
  }

  private tellOnce(text: string): void {
    if (!this.told.has(text)) this.job.tell(text);
    this.told.add(text);
  }
}
