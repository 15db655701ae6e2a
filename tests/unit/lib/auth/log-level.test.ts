import { expect, it } from 'vitest';
import { levelOf } from '../../../../lib/auth/create-auth';

it.each(['User not found', 'Password not found', 'Invalid password'])(
  'a failed sign-in (%s) cannot flood the log',
  (message) => {
    expect(levelOf('warn', message)).toBe('debug');
  },
);

it('real trouble is logged as such', () => {
  expect(levelOf('warn', 'no base URL')).toBe('warn');
  expect(levelOf('error', 'Failed to create session')).toBe('error');
});
