import { createHash } from 'node:crypto';
import { isAPIError } from 'better-auth/api';
import { z } from 'zod';
import { appendAudit } from '../audit';
import { AppError } from '../shared';
import { findUserByEmail, forgetAttempts, listMemberships, takeAttempt, type UserRecord } from '../storage';
import { PASSWORD_MAX } from './password/check-password';
import type { SessionDeps } from './read-session';

export const signInInput = z.object({
  email: z.email('must be an email address').max(254),
  password: z.string().min(1, 'must not be empty').max(PASSWORD_MAX, `must have at most ${PASSWORD_MAX} characters`),
  rememberMe: z.boolean().default(true),
});
export type SignInInput = z.infer<typeof signInInput>;

export interface SignInCall extends SessionDeps {
  headers: Headers;
  clientAddress: string | null;
}

const MINUTE_MS = 60_000;
const BY_ADDRESS = { max: 60, windowMs: 5 * MINUTE_MS };
const BY_ACCOUNT = { max: 10, windowMs: 5 * MINUTE_MS };

const accountKey = (email: string): string =>
  `sign-in:account:${createHash('sha256').update(email.toLowerCase()).digest('hex').slice(0, 32)}`;

async function limit(call: SignInCall, email: string): Promise<void> {
  const keys = [
    { key: `sign-in:address:${call.clientAddress ?? 'unknown'}`, ...BY_ADDRESS },
    { key: accountKey(email), ...BY_ACCOUNT },
  ];
  for (const rule of keys) {
    const retryAfterSeconds = await takeAttempt(call.storage, { ...rule, now: call.now() });
    if (retryAfterSeconds !== null) {
      throw new AppError('rate_limited', 'too many attempts to sign in: wait and try again', { retryAfterSeconds });
    }
  }
}

async function record(call: SignInCall, user: UserRecord, action: string): Promise<void> {
  const actor = { kind: 'user', id: user.id } as const;
  for (const { organization } of await listMemberships(call.storage, user.id)) {
    await appendAudit(call.storage, { actor, organization, now: call.now }, { action, target: user.id });
  }
}

/**
 * Signs in by email and password. Throws `rate_limited` past the limits by address and by account (a success forgets the
 * account's attempts), `unauthenticated` for a wrong password and for an unknown account alike.
 */
export async function signIn(call: SignInCall, input: SignInInput): Promise<{ user: UserRecord; cookies: string[] }> {
  await limit(call, input.email);
  const user = await findUserByEmail(call.storage, input.email);
  const { auth, headers } = call;
  const body = { email: input.email, password: input.password, rememberMe: input.rememberMe };
  try {
    const signedIn = await auth.api.signInEmail({ body, headers, returnHeaders: true });
    if (!user) throw new Error('signed in as a user who is not there');
    await forgetAttempts(call.storage, { key: accountKey(input.email), now: call.now() });
    await record(call, user, 'session.started');
    return { user, cookies: signedIn.headers.getSetCookie() };
  } catch (error) {
    if (!isAPIError(error) || error.statusCode >= 500) throw error;
    if (user) await record(call, user, 'session.refused');
    throw new AppError('unauthenticated', 'email or password is wrong');
  }
}
