import { gunzip, gunzipSync } from 'node:zlib';
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

/** Below this size another thread costs more than it takes over: 0.3 ms of inflating, 0.4 ms of handing over. */
const AT_ONCE_BYTES = 256 << 10;

const refusalOf = (error: unknown): Refusal =>
  error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE' ? bomb() : broken();

function unzip(bytes: Buffer, size: number): Promise<Buffer> | Buffer {
  const options = { maxOutputLength: Math.max(1, size), chunkSize: size + 64 };
  if (size > AT_ONCE_BYTES) {
    return new Promise((resolve, reject) => {
      gunzip(bytes, options, (error, result) => (error ? reject(refusalOf(error)) : resolve(result)));
    });
  }
  try {
    return gunzipSync(bytes, options);
  } catch (error) {
    throw refusalOf(error);
  }
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
