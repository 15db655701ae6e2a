import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { SetUpStatusAnswer } from '../shared';
import { findSetupToken, hasUsers, saveSetupToken, type Storage } from '../storage';

/** SHA-256 (hex) of a set-up token: all that is stored of it. */
const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Is this the token that was stored? */
export function isSetupToken(token: string, storedHash: string | null): boolean {
  return storedHash !== null && timingSafeEqual(Buffer.from(hashOf(token)), Buffer.from(storedHash));
}

/** Is it the token of the link that counts now? Says no more than that; the set-up itself asks again. */
export const isSetupLink = async (storage: Storage, token: string): Promise<boolean> =>
  isSetupToken(token, await findSetupToken(storage));

/**
 * Called at each start of the server. While there is no user, makes a new one-time token, which ends the one before, and
 * gives it for the set-up link; null once somebody can sign in.
 */
export async function ensureSetupToken(storage: Storage, now: () => Date): Promise<string | null> {
  if (await hasUsers(storage)) return null;
  const token = randomBytes(24).toString('base64url');
  await saveSetupToken(storage, { hash: hashOf(token), at: now() });
  return token;
}

/** Is the instance still waiting for its set-up? */
export async function getSetUpStatus(storage: Storage): Promise<SetUpStatusAnswer> {
  return { needed: !(await hasUsers(storage)) };
}
