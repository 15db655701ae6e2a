import { hashNewPassword } from '../../lib/auth';
import { bootstrap, bootstrapInput, type Bootstrapped } from '../../lib/projects';
import { sealSecret } from '../../lib/storage';
import { withInstance, type Settings } from './instance';

/** `admin bootstrap`. Throws for options that cannot be used. */
export async function runBootstrap(env: Settings, options: unknown): Promise<Bootstrapped> {
  const input = bootstrapInput.parse(options);
  return withInstance(env, ({ storage, secret, now }) =>
    bootstrap({ storage, now, seal: (bytes) => sealSecret(secret, bytes), hashPassword: hashNewPassword }, input),
  );
}
