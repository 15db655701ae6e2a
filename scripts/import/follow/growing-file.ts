import { open, stat, type FileHandle } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { LineBuffer, type Line } from '../read-lines';
import { Head } from './follow-state';
import { factsOf, isSame, type FileFacts } from './rotated-files';

const CHUNK_BYTES = 256 << 10;
/** What comes within it goes out together. */
export const POLL_MS = 1_000;
/** Servers write to a file for a moment after it was renamed. */
const QUIET_POLLS = 3;

/** An open file that somebody may write to, rename or cut. It stays the same one by whatever name. */
export class GrowingFile {
  readonly head = new Head();
  /** Somebody cut it, or wrote it anew: what was not read by then is elsewhere. */
  cut = false;
  /** When it had been written to, as it was last seen under the log's name: all that followed it is no older. Null if it never was. */
  writtenAsLogAtMs: number | null;
  private position = 0;

  private constructor(
    private readonly handle: FileHandle,
    private facts: FileFacts,
    private readonly openedAsLog: boolean,
  ) {
    this.writtenAsLogAtMs = openedAsLog ? facts.modifiedAtMs : null;
  }

  /** Throws what the system says, such as ENOENT. */
  static async open(path: string, log: string): Promise<GrowingFile> {
    const handle = await open(path, 'r');
    return new GrowingFile(handle, factsOf(await handle.stat({ bigint: true })), path === log);
  }

  get device(): string {
    return this.facts.device;
  }

  get inode(): string {
    return this.facts.inode;
  }

  close(): Promise<void> {
    return this.handle.close();
  }

  /** The lines as they come, `[]` when there are no more for now; ends when the file is cut, or is no more the log. */
  async *lines(log: string, signal: AbortSignal): AsyncGenerator<Line[]> {
    const buffer = new LineBuffer();
    for (let quiet = 0; quiet < QUIET_POLLS;) {
      signal.throwIfAborted();
      const chunk = await this.read();
      if (chunk === null) return;
      const isLog = await this.isAt(log);
      if (isLog) this.writtenAsLogAtMs = this.facts.modifiedAtMs; // late lines come when it has another name
      if (chunk.length > 0) {
        quiet = 0;
        const lines = buffer.split(chunk);
        if (lines.length > 0) yield lines;
        continue;
      }
      yield [];
      quiet = isLog === false ? quiet + 1 : 0; // while none has the name nothing took its place
      if (quiet > 0 && this.wasQuiet()) break;
      if (quiet < QUIET_POLLS) await pause(POLL_MS, undefined, { signal });
    }
    const last = buffer.last();
    if (last) yield [last];
  }

  /** Was it rotated away, and written to for the last time, before anybody had to wait for it? */
  private wasQuiet(): boolean {
    return !this.openedAsLog && Date.now() - this.facts.modifiedAtMs > QUIET_POLLS * POLL_MS;
  }

  /** What follows; nothing when that is all for now, null when the file is another than before. */
  private async read(): Promise<Buffer | null> {
    const facts = factsOf(await this.handle.stat({ bigint: true }));
    this.cut = facts.sizeBytes < this.position || !(await this.beginsAsBefore());
    if (this.cut) return null;
    this.facts = facts;
    if (facts.sizeBytes === this.position) return Buffer.alloc(0);
    const room = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, facts.sizeBytes - this.position));
    const { bytesRead } = await this.handle.read(room, 0, room.length, this.position);
    const chunk = room.subarray(0, bytesRead);
    this.position += bytesRead;
    this.head.note(chunk);
    return chunk;
  }

  private async beginsAsBefore(): Promise<boolean> {
    const { bytesRead, buffer } = await this.handle.read(Buffer.alloc(this.head.length), 0, this.head.length, 0);
    return this.head.equals(buffer.subarray(0, bytesRead));
  }

  /** Is it the file of that name? Null while there is none. */
  private async isAt(path: string): Promise<boolean | null> {
    try {
      return isSame(factsOf(await stat(path, { bigint: true })), this);
    } catch {
      return null;
    }
  }
}
