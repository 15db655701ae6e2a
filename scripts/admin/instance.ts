import { connect, type Storage } from '../../lib/storage';
import { instanceSettings } from '../start/instance.mjs';

export type Settings = Readonly<Record<string, string | undefined>>;

export interface Instance {
  storage: Storage;
  secret: string;
  now(): Date;
}

/** Connects to the running instance as the application's role, and always closes again. Throws a Refusal. */
export async function withInstance<T>(env: Settings, work: (instance: Instance) => Promise<T>): Promise<T> {
  const { DATABASE_URL: url = '', CALLWATCH_SECRET: secret = '' } = instanceSettings({ ...env });
  const storage = connect({ url, max: 2, applicationName: 'callwatch-admin', onIdleError: () => undefined });
  try {
    return await work({ storage, secret, now: () => new Date() });
  } finally {
    await storage.close();
  }
}
