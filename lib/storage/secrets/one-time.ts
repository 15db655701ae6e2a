import { createHash, randomBytes } from 'node:crypto';

/** SHA-256 of a one-time secret: all that is stored of it. */
export const hashOneTime = (token: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHash('sha256').update(token).digest());

/** A secret of 256 bits for a link or a cookie, with the hash that is stored in its place. */
export function makeOneTime(): { token: string; hash: Uint8Array<ArrayBuffer> } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashOneTime(token) };
}
