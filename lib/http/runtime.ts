import type { Logger } from 'pino';
import type { Auth } from '../auth';
import { sealSecret, type Storage } from '../storage';

/** Settings that requests need; part of what lib/env.ts reads. */
export interface RuntimeEnv {
  /** Public base URL, without a slash at the end. */
  url: string;
  secret: string;
  smtpUrl: string | null;
  mailFrom: string;
  trustedProxies: string[];
  outboundAllow: string[];
  /** Folder of the embedded database; null for a database of the user's own. */
  databaseDir: string | null;
}

/** What one process shares between the server's own modules and Next's, which are two module graphs. */
export interface Runtime {
  env: RuntimeEnv;
  storage: Storage;
  auth: Auth;
  log: Logger;
  version: string;
  now(): Date;
}

const KEY = Symbol.for('callwatch');

const isRuntime = (value: unknown): value is Runtime =>
  typeof value === 'object' && value !== null && 'storage' in value && 'auth' in value;

/** Called once by the composition root, before it serves. */
export function setRuntime(runtime: Runtime): void {
  Reflect.set(globalThis, KEY, runtime);
}

/** The runtime of this process. Throws when the server did not set it. */
export function getRuntime(): Runtime {
  const runtime: unknown = Reflect.get(globalThis, KEY);
  if (!isRuntime(runtime)) throw new Error('no runtime: pages and API run inside server.ts');
  return runtime;
}

/** What mail with links needs to know. */
export function mailSettings(): { url: string; smtp: boolean } {
  const { env } = getRuntime();
  return { url: env.url, smtp: env.smtpUrl !== null };
}

/** Encrypts secrets with this instance's CALLWATCH_SECRET. */
export const sealWith =
  ({ env }: Runtime) =>
  (bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
    sealSecret(env.secret, bytes);
