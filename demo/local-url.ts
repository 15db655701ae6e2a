import type { Env } from '../lib/env';

const ANY = new Set(['0.0.0.0', '::']);

/** Where this machine reaches the app: its public address may be a proxy's, and "every interface" is no destination. */
export function localUrl({ host, port }: Pick<Env, 'host' | 'port'>): string {
  const name = ANY.has(host) ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}
