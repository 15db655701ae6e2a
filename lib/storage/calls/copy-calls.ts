import { once } from 'node:events';
import type { PoolClient } from 'pg';
import { from } from 'pg-copy-streams';
import type { CallRow } from './call-row';
import { COPY_CALLS, type CopyEncoder } from './copy-encoder';

export interface CopyPart {
  rows: readonly CallRow[];
  firstId: number;
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Copies the parts into `call`. Each is handed to the socket as soon as it is encoded, and the loop turns in between: the
 * database begins with the first part while the next is made, and other requests are read meanwhile.
 */
export async function copyCalls(client: PoolClient, encoder: CopyEncoder, parts: readonly CopyPart[]): Promise<void> {
  const stream = client.query(from(COPY_CALLS));
  const finished = once(stream, 'finish'); // rejects on 'error'
  let failed = false;
  stream.once('error', () => (failed = true)); // from then on the stream has no connection to write to
  stream.write(encoder.begin());
  for (const part of parts) {
    if (failed) break;
    stream.write(encoder.encode(part.rows, part.firstId));
    await turn();
  }
  if (!failed) stream.end(encoder.trailer);
  await finished;
}
