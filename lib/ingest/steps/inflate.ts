import { gunzip } from 'node:zlib';
import { LIMITS } from '../limits';
import type { Read } from '../pipeline/batch';
import { refusal, type Refusal } from '../pipeline/refusal';
import { isGzip } from './read-body';

const SMALLEST_GZIP = 18;
/** No deflate stream grows by more. */
const HIGHEST_RATIO = 1_032;

const broken = (): Refusal => refusal('gzip', 'invalid', 'the body is not valid gzip');
const bomb = (): Refusal =>
  refusal('inflated_too_large', 'too_large', `the body must not exceed ${LIMITS.plainBytes} bytes when inflated`);

function unzip(bytes: Buffer, size: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    gunzip(bytes, { maxOutputLength: Math.max(1, size), chunkSize: size + 64 }, (error, result) => {
      if (!error) resolve(result);
      else reject('code' in error && error.code === 'ERR_BUFFER_TOO_LARGE' ? bomb() : broken());
    });
  });
}

/**
 * Inflates to the size that the gzip trailer names, never beyond: a bomb is refused by its own claim, and one that lies is
 * stopped as soon as it exceeds it. (`createGunzip` ignores `maxOutputLength`; `gunzip` honours it.)
 */
export async function inflate(batch: Read): Promise<Read> {
  if (!isGzip(batch)) return batch;
  const { bytes, lease } = batch;
  if (bytes.length < SMALLEST_GZIP) throw broken();
  const size = bytes.readUInt32LE(bytes.length - 4);
  if (size > LIMITS.plainBytes) throw bomb();
  if (size > bytes.length * HIGHEST_RATIO) throw broken();
  lease.take(size);
  return { ...batch, bytes: await unzip(bytes, size) };
}
