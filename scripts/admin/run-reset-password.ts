import { z } from 'zod';
import { resetPassword } from '../../lib/auth';
import { withInstance, type Settings } from './instance';

const input = z.object({ email: z.email('must be an email address'), password: z.string() });

/** `admin reset-password`. Gives the line to print. */
export async function runResetPassword(env: Settings, options: unknown): Promise<string> {
  const { email, password } = input.parse(options);
  const { endedSessions } = await withInstance(env, ({ storage, now }) =>
    resetPassword(storage, { email, password, now }),
  );
  return `password of ${email} is set; sessions ended: ${endedSessions}`;
}
