import type { RuntimeEnv } from '../../lib/http';

/** What a process of the tests knows of its surroundings. */
export const testEnv = ({ url, secret }: Pick<RuntimeEnv, 'url' | 'secret'>): RuntimeEnv => ({
  url,
  secret,
  smtpUrl: null,
  mailFrom: 'callwatch@test',
  trustedProxies: [],
  outboundAllow: [],
  databaseDir: null,
});
