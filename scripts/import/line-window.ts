import type { Line } from './read-lines';

/** Bounds of a block; a part of it must pass for one post, gzipped below 1 MiB and plain below 10. */
export const BLOCK_LINES = 5_000;
const BLOCK_BYTES = 768 << 10;

/** A look at the next lines of a stream. Where a block ends depends on its lines alone, never on what comes later. */
export class LineWindow {
  private ahead: Line[] = [];
  private done = false;

  constructor(private readonly source: AsyncIterator<Line[]>) {}

  /** The next block; empty at the end. A last line that may still be written to comes by itself. */
  async peek(): Promise<Line[]> {
    let bytes = 0;
    for (let length = 0; ; length += 1) {
      const line = this.ahead[length] ?? (await this.lineAt(length)); // no turn of the loop for what is there
      const open = line?.ended === false && length > 0;
      if (!line || open || length === BLOCK_LINES || bytes >= BLOCK_BYTES) {
        return this.ahead.slice(0, length);
      }
      bytes += line.bytes.length;
    }
  }

  /** Moves on by so many lines. */
  drop(lines: number): void {
    this.ahead = this.ahead.slice(lines);
  }

  private async lineAt(offset: number): Promise<Line | undefined> {
    while (!this.done && offset >= this.ahead.length) {
      const next = await this.source.next();
      if (next.done === true) this.done = true;
      else this.ahead.push(...next.value);
    }
    return this.ahead[offset];
  }
}
