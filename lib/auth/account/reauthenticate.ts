import { z } from 'zod';
import { recentUntil } from '../../access';
import { AppError, type ReauthenticatedAnswer } from '../../shared';
import { forgetAttempts, markSessionVerified } from '../../storage';
import { ATTEMPTS, limitAttempts } from '../attempts';
import type { AuthDeps } from '../deps';
import { requirePassword } from '../password/require-password';
import { codeGiven, useSecondFactor } from '../second-factor/use-second-factor';
import type { SignedIn } from '../session/read-session';
import { passwordGiven } from '../session/sign-in';

export const reauthenticateInput = z
  .object({ password: passwordGiven.optional(), code: codeGiven.optional() })
  .refine(({ password, code }) => (password === undefined) !== (code === undefined), {
    error: 'give password or code',
    path: ['password'],
  });

async function requireCode(deps: AuthDeps, { userId, code }: { userId: string; code: string }): Promise<void> {
  const attempts = ATTEMPTS.codeOf(userId);
  await limitAttempts(deps, [attempts]);
  const settings = { secret: deps.env.secret, now: deps.now() };
  if (!(await deps.storage.transaction((tx) => useSecondFactor(tx, settings, { userId, code })))) {
    throw new AppError('unauthenticated', 'the code is wrong or was used already', { field: 'code' });
  }
  await forgetAttempts(deps.storage, { key: attempts.key, now: deps.now() });
}

/** Opens sensitive changes for ten minutes, by password or by a code of the app. Throws `unauthenticated` at the field. */
export async function reauthenticate(
  deps: AuthDeps,
  { user, sessionId }: SignedIn,
  { password, code }: z.infer<typeof reauthenticateInput>,
): Promise<ReauthenticatedAnswer> {
  if (code === undefined) {
    await requirePassword(deps, { userId: user.id, password: password ?? '', field: 'password' });
  } else await requireCode(deps, { userId: user.id, code });
  const verifiedAt = deps.now();
  await markSessionVerified(deps.storage, { id: sessionId, at: verifiedAt });
  return { until: recentUntil({ verifiedAt }).toISOString() };
}
