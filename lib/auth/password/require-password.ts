import { AppError } from '../../shared';
import { forgetAttempts } from '../../storage';
import { ATTEMPTS, limitAttempts } from '../attempts';
import type { SessionDeps } from '../deps';
import { isPassword } from './verify-password';

/** Asks somebody who is signed in for the password. Throws `unauthenticated` at the field, `rate_limited`. */
export async function requirePassword(
  deps: SessionDeps,
  { userId, password, field }: { userId: string; password: string; field: string },
): Promise<void> {
  const attempts = ATTEMPTS.passwordOf(userId);
  await limitAttempts(deps, [attempts]);
  if (!(await isPassword(deps.storage, userId, password))) {
    throw new AppError('unauthenticated', 'the password is wrong', { field });
  }
  await forgetAttempts(deps.storage, { key: attempts.key, now: deps.now() });
}
