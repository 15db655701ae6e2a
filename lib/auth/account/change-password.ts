import { z } from 'zod';
import type { EndedSessionsAnswer } from '../../shared';
import { setPassword } from '../../storage';
import type { AuthDeps } from '../deps';
import { hashNewPassword } from '../password/hash-password';
import { newPassword } from '../password/new-password';
import { requirePassword } from '../password/require-password';
import { record } from '../record';
import type { SignedIn } from '../session/read-session';
import { passwordGiven } from '../session/sign-in';

export const changePasswordInput = z.object({ currentPassword: passwordGiven, newPassword });

/** Changes the password of whoever knows the old one, and ends the other sessions. Throws `unauthenticated`, `invalid`. */
export async function changePassword(
  deps: AuthDeps,
  { user, sessionId }: SignedIn,
  input: z.infer<typeof changePasswordInput>,
): Promise<EndedSessionsAnswer> {
  const userId = user.id;
  await requirePassword(deps, { userId, password: input.currentPassword, field: 'currentPassword' });
  const { email } = user;
  const passwordHash = await hashNewPassword({ password: input.newPassword, email, field: 'newPassword' });
  return deps.storage.transaction(async (tx) => {
    const ended = await setPassword(tx, { userId, passwordHash, at: deps.now(), keepSessionId: sessionId });
    await record(tx, { userId, now: deps.now }, { action: 'password.changed' });
    return ended;
  });
}
