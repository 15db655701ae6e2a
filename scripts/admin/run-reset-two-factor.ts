import { z } from 'zod';
import { resetTwoFactor } from '../../lib/auth';
import { withInstance, type Settings } from './instance';

const input = z.object({ email: z.email('must be an email address') });

/** `admin reset-two-factor`. Gives the line to print. */
export async function runResetTwoFactor(env: Settings, options: unknown): Promise<string> {
  const { email } = input.parse(options);
  const { wasOn, endedSessions } = await withInstance(env, ({ storage, now }) =>
    resetTwoFactor(storage, { email, now }),
  );
  if (!wasOn) return `${email} has no second factor`;
  return `second factor of ${email} is removed; sessions ended: ${endedSessions}`;
}
