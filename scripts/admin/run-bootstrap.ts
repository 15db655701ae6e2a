import { hashNewPassword } from '../../lib/auth';
import { bootstrap, bootstrapInput, type Bootstrapped } from '../../lib/projects';
import { sealSecret } from '../../lib/storage';
import { withInstance, type Settings } from './instance';

interface Outcome {
  /** What scripts read. */
  answer: Omit<Bootstrapped, 'passwordKept'>;
  /** What a person should know besides; one line, or null. */
  note: string | null;
}

/** `admin bootstrap`. Throws for options that cannot be used. */
export async function runBootstrap(env: Settings, options: unknown): Promise<Outcome> {
  const input = bootstrapInput.parse(options);
  const { passwordKept, ...answer } = await withInstance(env, ({ storage, secret, now }) =>
    bootstrap({ storage, now, seal: (bytes) => sealSecret(secret, bytes), hashPassword: hashNewPassword }, input),
  );
  const kept = `admin: password of ${input.email} kept: the user was there already (reset-password sets another)`;
  return { answer, note: passwordKept ? kept : null };
}
