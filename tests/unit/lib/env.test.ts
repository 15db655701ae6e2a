import { expect, it } from 'vitest';
import { readEnv } from '../../../lib/env';

const needed = { DATABASE_URL: 'postgresql://app@127.0.0.1/x', CALLWATCH_SECRET: 's'.repeat(32) };

it.each([
  ['MAIL_FROM', 'nope'],
  ['MAIL_FROM', 'a@example.com, b@example.com'],
  ['MAIL_FROM', 'Callwatch <nope>'],
  ['CALLWATCH_TRUSTED_PROXIES', '1.2.3'],
  ['CALLWATCH_TRUSTED_PROXIES', '10.0.0.0/8, 1.2.3/8'],
  ['CALLWATCH_OUTBOUND_ALLOW', '1.2.3'],
])('%s=%s is refused with one line that names the setting', (name, value) => {
  expect(() => readEnv({ ...needed, [name]: value })).toThrow(new RegExp(`^${name}: [^\\n]+$`));
});

it.each(['alerts@example.com', 'Shop alerts <alerts@example.com>'])('MAIL_FROM=%s is taken', (value) => {
  expect(readEnv({ ...needed, MAIL_FROM: value }).mailFrom).toBe(value);
});

it('an empty setting counts as unset', () => {
  const env = readEnv({ ...needed, MAIL_FROM: '', CALLWATCH_TRUSTED_PROXIES: '' });
  expect(env).toMatchObject({ mailFrom: 'Callwatch <callwatch@localhost>', trustedProxies: [] });
});
