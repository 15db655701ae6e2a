import type { PoolClient } from 'pg';
import type { CallRow } from './call-row';
import { COPY_CALLS, type CopyEncoder } from './copy-encoder';
import { CopyIn } from './copy-in';

export interface CopyPart {
  rows: readonly CallRow[];
  firstId: number;
}

/** Fewer rows wait for those of the next batch: a system call and a turn of the loop for each took half a small flush. */
const ROWS_AT_ONCE = 500;

/** Are there so few rows that they are copied at once? */
export const isSmallCopy = (parts: readonly CopyPart[]): boolean =>
  parts.reduce((sum, { rows }) => sum + rows.length, 0) < ROWS_AT_ONCE;

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Copies the parts into `call`. They are handed to the socket as they are encoded, and the loop turns in between: the
 * database begins with the first while the next are made, and other requests are read meanwhile.
 */
export async function copyCalls(client: PoolClient, encoder: CopyEncoder, parts: readonly CopyPart[]): Promise<void> {
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
