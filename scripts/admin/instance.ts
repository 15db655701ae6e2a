import { connect, type Storage } from '../../lib/storage';
import { instanceSettings } from '../start/instance.mjs';

/** Connects to the running instance as the application's role, and always closes again. Throws a Refusal. */
export async function withInstance<T>(
  env: Readonly<Record<string, string | undefined>>,
  work: (instance: { storage: Storage; secret: string }) => Promise<T>,
): Promise<T> {
  const { DATABASE_URL: url = '', CALLWATCH_SECRET: secret = '' } = instanceSettings({ ...env });
  const storage = connect({ url, max: 2, applicationName: 'callwatch-admin', onIdleError: () => undefined });
  try {
    return await work({ storage, secret });
  } finally {
    await storage.close();
  }
}
