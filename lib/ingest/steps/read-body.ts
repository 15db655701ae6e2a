import type { Keyed, Read, Received } from '../pipeline/batch';
import { refusal } from '../pipeline/refusal';

/** Is the body compressed? */
export const isGzip = ({ headers }: Received): boolean => headers['content-encoding']?.trim().toLowerCase() === 'gzip';

function limitOf(batch: Received): number {
  const encoding = batch.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (encoding === 'gzip') return batch.format.limits.gzipBytes;
  if (encoding === 'identity' || encoding === '') return batch.format.limits.plainBytes;
  throw refusal('encoding', 'unsupported_media_type', 'Content-Encoding must be gzip or left out');
}

const tooLarge = (limit: number) => refusal('too_large', 'too_large', `the body must not exceed ${limit} bytes`);

function requireType({ headers, format }: Received): void {
  if (format.takes(headers['content-type'])) return;
  throw refusal('content_type', 'unsupported_media_type', `Content-Type must be ${format.wanted}`);
}

/** Its bytes are held against the memory of the process as they come: what a sender only announces takes no room. */
function collect({ body, lease, key }: Keyed, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const fail = (error: unknown): void => {
      body.removeAllListeners('data');
      chunks.length = 0; // the rest of the body is still read for a while, the lease ends now
      reject(error);
    };
    body.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > limit) return fail(tooLarge(limit));
      try {
        lease.take(chunk.length, key.projectId);
        chunks.push(chunk);
      } catch (error) {
        fail(error);
      }
    });
    // Made only when needed: an error keeps its stack, which takes as long as reading a small body.
    const abort = (): void => fail(refusal('aborted', 'invalid', 'the body ended early'));
    body.once('end', () => {
      body.off('close', abort); // it closes after every end
      resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, bytes));
    });
    body.once('error', abort);
    body.once('close', abort);
  });
}

/** Reads the body up to its limit. One that announces more is refused before a byte is read. */
export async function readBody(batch: Keyed): Promise<Read> {
  requireType(batch);
  const limit = limitOf(batch);
  if (Number(batch.headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
  const { format, headers, body, receivedAtMs, lease, bill, key } = batch;
  return { format, headers, body, receivedAtMs, lease, bill, key, bytes: await collect(batch, limit) };
}
