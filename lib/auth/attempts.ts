import { createHash } from 'node:crypto';
import { AppError, canonicalCidr } from '../shared';
import { takeAttempt, type Sql } from '../storage';

const MINUTE_MS = 60_000;

/** At most `max` attempts in a window that begins with the first. */
export interface AttemptRule {
  key: string;
  max: number;
  windowMs: number;
}

/** One caller: an IPv4 address, or the /64 of an IPv6 one, of which a single host has every address. */
function callerOf(clientAddress: string | null): string {
  if (clientAddress === null) return 'unknown';
  const network = clientAddress.includes(':') ? canonicalCidr(`${clientAddress}/64`) : null;
  return network ?? clientAddress;
}
const digestOf = (text: string): string => createHash('sha256').update(text.toLowerCase()).digest('hex').slice(0, 32);

/** The limits of everything that can be guessed or flooded, by whom they count. */
export const ATTEMPTS = {
  signInFrom: (clientAddress: string | null): AttemptRule => ({
    key: `sign-in:address:${callerOf(clientAddress)}`,
    max: 60,
    windowMs: 5 * MINUTE_MS,
  }),
  signInTo: (email: string): AttemptRule => ({
    key: `sign-in:account:${digestOf(email)}`,
    max: 10,
    windowMs: 5 * MINUTE_MS,
  }),
  /** Codes of an app and recovery codes, wherever they are asked for. */
  codeOf: (userId: string): AttemptRule => ({ key: `code:account:${userId}`, max: 10, windowMs: 15 * MINUTE_MS }),
  /** The password of somebody who is signed in. */
  passwordOf: (userId: string): AttemptRule => ({
    key: `password:account:${userId}`,
    max: 10,
    windowMs: 15 * MINUTE_MS,
  }),
  resetFrom: (clientAddress: string | null): AttemptRule => ({
    key: `reset:address:${callerOf(clientAddress)}`,
    max: 20,
    windowMs: 60 * MINUTE_MS,
  }),
  /** The same for addresses that have no account, so that the limit tells nothing. */
  resetTo: (email: string): AttemptRule => ({
    key: `reset:account:${digestOf(email)}`,
    max: 5,
    windowMs: 60 * MINUTE_MS,
  }),
  /** Links of resets and invitations that are tried. */
  linkFrom: (clientAddress: string | null): AttemptRule => ({
    key: `link:address:${callerOf(clientAddress)}`,
    max: 60,
    windowMs: 5 * MINUTE_MS,
  }),
};

/** Counts one attempt by each rule. Throws `rate_limited` with the seconds until the window of a full one ends. */
export async function limitAttempts(
  { storage, now }: { storage: Sql; now(): Date },
  rules: readonly AttemptRule[],
): Promise<void> {
  for (const rule of rules) {
    const retryAfterSeconds = await takeAttempt(storage, { ...rule, now: now() });
    if (retryAfterSeconds !== null) {
      throw new AppError('rate_limited', 'too many attempts: wait and try again', { retryAfterSeconds });
    }
  }
}
