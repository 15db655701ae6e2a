export interface Line {
  /** From 1; blank lines count. */
  number: number;
  /** Without its end; of a line that is too long only the beginning. */
  bytes: Buffer;
  tooLong: boolean;
  /** False for a last line that may still be written to. */
  ended: boolean;
}

/** Longer than any server lets a request line and its headers be. */
export const LINE_BYTES = 64 << 10;
const NEWLINE = 10;
const BLANK = /^\s*$/;

/** Gathers the pieces of the line that is being read. */
class LineBuffer {
  private pieces: Buffer[] = [];
  private length = 0;
  private number = 1;

  add(piece: Buffer): void {
    const room = LINE_BYTES - Math.min(this.length, LINE_BYTES);
    if (room > 0 && piece.length > 0) this.pieces.push(piece.subarray(0, room));
    this.length += piece.length;
  }

  /** Ends the line; null for a blank one. */
  take(ended: boolean): Line | null {
    const [only] = this.pieces;
    const bytes = this.pieces.length === 1 && only ? only : Buffer.concat(this.pieces);
    const line = { number: this.number, bytes, tooLong: this.length > LINE_BYTES, ended };
    this.pieces = [];
    this.length = 0;
    this.number += 1;
    return bytes.length < 3 && BLANK.test(bytes.toString('latin1')) ? null : line;
  }
}

/** The lines of a stream, as many at a time as a chunk holds; blank ones are left out. Holds one line at most. */
export async function* readLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Line[]> {
  const buffer = new LineBuffer();
  for await (const chunk of chunks) {
    const lines: Line[] = [];
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      buffer.add(chunk.subarray(from, end));
      const line = buffer.take(true);
      if (line) lines.push(line);
      from = end + 1;
    }
    buffer.add(chunk.subarray(from));
    if (lines.length > 0) yield lines;
  }
  const last = buffer.take(false);
  if (last) yield [last];
}
