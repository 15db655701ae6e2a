export interface Line {
  /** From 1; blank lines count. */
  number: number;
  /** Without its end; of a line that is too long only the beginning. */
  bytes: Buffer;
  tooLong: boolean;
  /** False for a last line that may still be written to. */
  ended: boolean;
  /** Where it ends in the text of the file, its newline included. */
  endByte: number;
}

/**
 * More than servers write unless told to take larger headers: Go's (Caddy, Traefik) take 1 MiB of them and write up to six bytes
 * for one, nginx takes 4 × 8 KiB and writes four. A caller whose lines were too long would be seen by nobody.
 */
export const LINE_BYTES = 8 << 20;
const NEWLINE = 10;
const BLANK = /^\s*$/;

/** Takes lines out of the pieces that a file is read in. Holds the one that has not ended. */
export class LineBuffer {
  private pieces: Buffer[] = [];
  private length = 0;
  private number = 1;
  private endByte = 0;

  /** The lines that end in the next chunk. */
  split(chunk: Buffer): Line[] {
    const lines: Line[] = [];
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      this.add(chunk.subarray(from, end));
      this.endByte += 1;
      const line = this.take(true);
      if (line) lines.push(line);
      from = end + 1;
    }
    this.add(chunk.subarray(from));
    return lines;
  }

  /** The line that has no end, at the end of the file; null for a blank one. */
  last(): Line | null {
    return this.take(false);
  }

  private add(piece: Buffer): void {
    const room = LINE_BYTES - Math.min(this.length, LINE_BYTES);
    if (room > 0 && piece.length > 0) this.pieces.push(piece.subarray(0, room));
    this.length += piece.length;
    this.endByte += piece.length;
  }

  private take(ended: boolean): Line | null {
    const [only] = this.pieces;
    const bytes = this.pieces.length === 1 && only ? only : Buffer.concat(this.pieces);
    const { number, endByte } = this;
    const line = { number, bytes, tooLong: this.length > LINE_BYTES, ended, endByte };
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
    const lines = buffer.split(chunk);
    if (lines.length > 0) yield lines;
  }
  const last = buffer.last();
  if (last) yield [last];
}
