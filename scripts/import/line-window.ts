import type { Line } from './read-lines';

/** Bounds of a block; a part of it must pass for one post, gzipped below 1 MiB and plain below 10. */
export const BLOCK_LINES = 5_000;
const BLOCK_BYTES = 768 << 10;

/**
 * A look at the next lines of a stream. Where a block ends depends on its lines alone, never on what comes later. A file that
 * grows gives an empty list when it has no more lines for now: what is there is a block then.
 */
export class LineWindow {
  private ahead: Line[] = [];
  private done = false;

  constructor(
    private readonly source: AsyncIterator<Line[]>,
    private readonly blockLines: number,
  ) {}

  /** The next block; empty at the end. A last line that may still be written to comes by itself. */
  async peek(): Promise<Line[]> {
    let bytes = 0;
    for (let length = 0; ; length += 1) {
      const line = this.ahead[length] ?? (await this.lineAt(length)); // no turn of the loop for what is there
      const open = line?.ended === false && length > 0;
      if (!line || open || length === this.blockLines || bytes >= BLOCK_BYTES) {
        return this.ahead.slice(0, length);
      }
      bytes += line.bytes.length;
    }
  }

  /** The next lines, exactly so many of them, whatever the bounds of a block; null when there are fewer. */
  async peekExactly(count: number): Promise<Line[] | null> {
    const last = this.ahead[count - 1] ?? (await this.lineAt(count - 1));
    return last?.ended ? this.ahead.slice(0, count) : null;
  }

  /** Moves on by so many lines. */
  drop(lines: number): void {
    this.ahead = this.ahead.slice(lines);
  }

  private async lineAt(offset: number): Promise<Line | undefined> {
    while (!this.done && offset >= this.ahead.length) {
      const next = await this.source.next();
      if (next.done === true) this.done = true;
      else if (next.value.length === 0 && this.ahead.length > 0) return undefined;
      else this.ahead.push(...next.value);
    }
    return this.ahead[offset];
  }
}
