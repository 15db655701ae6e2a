import type { PoolClient } from 'pg';
import { turn } from '../../shared';
import { inPipeline, together } from '../core/pipelined';
import type { CallRow } from './call-row';
import { COPY_CALLS, type CopyEncoder } from './copy-encoder';
import { CopyIn } from './copy-in';

export interface CopyPart {
  rows: readonly CallRow[];
  firstId: number;
}

/** Fewer rows wait for those of the next batch: a system call and a turn of the loop for each took half a small flush. */
const ROWS_AT_ONCE = 500;
/** From so many on, a flush is one COPY. */
const ROWS_OF_ONE_COPY = 1_500;
/**
 * Of the pieces of a smaller one. COPY holds the first 1,000 rows of a partition at once, and Postgres 17 and later look for
 * each among all that are held: 1,000 rows took 4.0 ms in one piece, 3.2 in three, the 60 µs of each COPY included.
 */
const ROWS_OF_A_PIECE = 334;

const rowsIn = (parts: readonly CopyPart[]): number => parts.reduce((sum, { rows }) => sum + rows.length, 0);

/** Are there so few rows that they are copied at once? */
export const isSmallCopy = (parts: readonly CopyPart[]): boolean => rowsIn(parts) < ROWS_AT_ONCE;

/**
 * Copies the parts into `call`. They are handed to the socket as they are encoded, and the loop turns in between: the
 * database begins with the first while the next are made, and other requests are read meanwhile.
 */
export function copyCalls(client: PoolClient, encoder: CopyEncoder, parts: readonly CopyPart[]): Promise<void> {
  return rowsIn(parts) < ROWS_OF_ONE_COPY ? copyPieces(client, encoder, parts) : copyWhole(client, encoder, parts);
}

async function copyWhole(client: PoolClient, encoder: CopyEncoder, parts: readonly CopyPart[]): Promise<void> {
  const copy = client.query(new CopyIn(COPY_CALLS));
  encoder.begin();
  let waiting = 0;
  for (const { rows, firstId } of parts) {
    if (copy.failed) break;
    encoder.add(rows, firstId);
    waiting += rows.length;
    if (waiting < ROWS_AT_ONCE) continue;
    copy.write(encoder.take());
    waiting = 0;
    await turn();
  }
  encoder.end();
  copy.end(encoder.take());
  await copy.finished;
}

/** Rows in lists of at most so many, each with parts in their order. */
function piecesOf(parts: readonly CopyPart[]): CopyPart[][] {
  const pieces: CopyPart[][] = [[]];
  let room = ROWS_OF_A_PIECE;
  for (const { rows, firstId } of parts) {
    for (let from = 0; from < rows.length;) {
      if (room === 0) pieces.push([]);
      room = room === 0 ? ROWS_OF_A_PIECE : room;
      const taken = rows.slice(from, from + room);
      pieces.at(-1)?.push({ rows: taken, firstId: firstId + from });
      from += taken.length;
      room -= taken.length;
    }
  }
  return pieces;
}

async function copyPieces(client: PoolClient, encoder: CopyEncoder, parts: readonly CopyPart[]): Promise<void> {
  await inPipeline(client, async () => {
    const copies: CopyIn[] = [];
    for (const piece of piecesOf(parts)) {
      if (copies.some(({ failed }) => failed)) break;
      if (copies.length === 0) encoder.begin();
      else encoder.beginNext();
      for (const { rows, firstId } of piece) encoder.add(rows, firstId);
      encoder.end();
      const copy = client.query(new CopyIn(COPY_CALLS));
      copy.end(encoder.take());
      copies.push(copy);
      await turn();
    }
    await together(copies.map(({ finished }) => finished));
  });
}

/** What `copyAtOnce` takes; valid until the encoder is used again. */
export function encodeAtOnce(encoder: CopyEncoder, parts: readonly CopyPart[]): Buffer {
  encoder.begin();
  for (const { rows, firstId } of parts) encoder.add(rows, firstId);
  encoder.end();
  return encoder.take();
}

/** Copies few rows without turning: may stand among pipelined statements. */
export async function copyAtOnce(client: PoolClient, encoded: Buffer): Promise<void> {
  const copy = client.query(new CopyIn(COPY_CALLS));
  copy.end(encoded);
  await copy.finished;
}
