import { expect, test } from 'vitest';
import { accountOf, isLogin, outcomeOf } from '../../../../../sdk/src/core/capture/login';
import { LOGIN } from '../../../../../sdk/src/wire';

test.each([
  ['/login', {}, true],
  ['/api/v1/log-in', {}, true],
  ['/auth/signin', {}, true],
  ['/sign-in/email', {}, true],
  ['/sessions', undefined, true],
  ['/oauth/token', { grant_type: 'password' }, true],
  ['/oauth/token', { grant_type: 'refresh_token' }, false],
  ['/oauth/token', undefined, false],
  ['/logout', {}, false],
  ['/login-history', {}, false],
  ['/sessions/:id/refresh', {}, false],
  ['', {}, false],
])('a POST on %s with %j is a login attempt: %s', (path, body, expected) => {
  expect(isLogin(path, body)).toBe(expected);
});

test.each([
  [200, '/login', LOGIN.success],
  [204, '/login', LOGIN.success],
  [401, '/login', LOGIN.failure],
  [403, '/login', LOGIN.failure],
  [400, '/login', LOGIN.unknown],
  [400, '/oauth/token', LOGIN.failure],
  [302, '/login', LOGIN.unknown],
  [500, '/login', LOGIN.unknown],
  [429, '/login', LOGIN.none],
])('status %i on %s has the outcome %i', (status, path, outcome) => {
  expect(outcomeOf(status, path)).toBe(outcome);
});

test.each([
  [{ email: 'ada@example.com', password: 'x' }, 'ada@example.com'],
  [{ username: 42 }, '42'],
  [{ email: '', login: 'ada' }, 'ada'],
  [{ email: { $gt: '' } }, undefined],
  [{ password: 'hunter2' }, undefined],
  ['email=ada', undefined],
  [Buffer.from('{}'), undefined],
  [['ada'], undefined],
  [undefined, undefined],
  [null, undefined],
])('the account in %j is %s', (body, account) => {
  expect(accountOf(body)).toBe(account);
});
