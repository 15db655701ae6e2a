import { createHmac } from 'node:crypto';

const HASH_BYTES = 16;

/** First 16 bytes of HMAC-SHA-256 under the project's key, over the account after trim, NFKC, lower case. */
export function accountHash(key: Buffer, account: string): Buffer {
  const normal = account.trim().normalize('NFKC').toLowerCase();
  return createHmac('sha256', key).update(normal).digest().subarray(0, HASH_BYTES);
}
