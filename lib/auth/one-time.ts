import { createHash, randomBytes } from 'node:crypto';

const hashOf = (token: string): Uint8Array<ArrayBuffer> => new Uint8Array(createHash('sha256').update(token).digest());

/** A secret for a link or a cookie, with the hash that is stored in its place. 256 bits. */
export function makeOneTime(): { token: string; hash: Uint8Array<ArrayBuffer> } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashOf(token) };
}

export const hashOneTime = hashOf;
