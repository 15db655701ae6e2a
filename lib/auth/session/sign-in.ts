import { z } from 'zod';
import { AppError } from '../../shared';
import { findUserByEmail, forgetAttempts, hasTwoFactor, type UserRecord } from '../../storage';
import { ATTEMPTS, limitAttempts } from '../attempts';
import type { AuthCall } from '../deps';
import { PASSWORD_MAX } from '../password/check-password';
import { isPassword } from '../password/verify-password';
import { record } from '../record';
import { holdSignIn } from '../second-factor/held-sign-in';
import { openSession } from './open-session';

export const passwordGiven = z
  .string('must not be empty')
  .min(1, 'must not be empty')
  .max(PASSWORD_MAX, `must have at most ${PASSWORD_MAX} characters`);

export const signInInput = z.object({
  email: z.email('must be an email address').max(254),
  password: passwordGiven,
  rememberMe: z.boolean().default(true),
});
export type SignInInput = z.infer<typeof signInInput>;

export interface SignInResult {
  /** Null while the code of the authenticator app is missing. */
  user: UserRecord | null;
  secondFactor: { expiresAt: Date } | null;
  cookies: string[];
}

async function checkPasswordOf(call: AuthCall, { email, password }: SignInInput): Promise<UserRecord> {
  const user = await findUserByEmail(call.storage, email);
  if (user && (await isPassword(call.storage, user.id, password))) return user;
  if (!user) await isPassword(call.storage, null, password);
  else await record(call.storage, { userId: user.id, now: call.now }, { action: 'session.refused' });
  throw new AppError('unauthenticated', 'email or password is wrong');
}

/**
 * Signs in by email and password; whoever has a second factor is held until a code is given. Throws `rate_limited` past
 * the limits by address and by account (a right password forgets the account's attempts), `unauthenticated` for a wrong
 * password and for an unknown account alike.
 */
export async function signIn(call: AuthCall, input: SignInInput): Promise<SignInResult> {
  const ofAccount = ATTEMPTS.signInTo(input.email);
  await limitAttempts(call, [ATTEMPTS.signInFrom(call.clientAddress), ofAccount]);
  const user = await checkPasswordOf(call, input);
  await forgetAttempts(call.storage, { key: ofAccount.key, now: call.now() });
  const who = { userId: user.id, rememberMe: input.rememberMe };
  if (await hasTwoFactor(call.storage, user.id)) return { user: null, ...(await holdSignIn(call, who)) };
  const cookies = await openSession(call, who);
  await record(call.storage, { userId: user.id, now: call.now }, { action: 'session.started' });
  return { user, secondFactor: null, cookies };
}
