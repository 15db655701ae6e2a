import { seeded } from '../../demo/random';
import { encodeBatch, makeBatch } from './workload';

/** What posts are like. */
export interface PostShape {
  url: string;
  /** Path of the door; that of the API unless told. */
  path?: string;
  /** Keys of projects that take turns. */
  keys: readonly string[];
  callsPerBatch: number;
  gzip: boolean;
}

/** Requests as they go over the wire; the same for the same seed, but for the times of their calls. */
export function makeRequests(
  { url, path = '/api/v1/calls', keys, callsPerBatch, gzip }: PostShape,
  { batches, seed }: { batches: number; seed: number },
): Buffer[] {
  const random = seeded(seed);
  const { host } = new URL(url);
  return Array.from({ length: batches }, (_, at) => {
    const batch = makeBatch({ calls: callsPerBatch, random, nowMs: Date.now() });
    const body = gzip ? encodeBatch(batch) : Buffer.from(JSON.stringify(batch));
    const lines = [
      `POST ${path} HTTP/1.1`,
      `host: ${host}`,
      `authorization: Bearer ${keys[at % keys.length]}`,
      'content-type: application/json',
      ...(gzip ? ['content-encoding: gzip'] : []),
      `content-length: ${body.length}`,
    ];
    return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), body]);
  });
}
