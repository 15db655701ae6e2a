import { expect, test } from 'vitest';
import { accountOf, isLogin, outcomeOf } from '../../../../../sdk/src/core/capture/login';
import { LOGIN } from '../../../../../sdk/src/wire';

test.each([
  ['POST', '/login', {}, true],
  ['POST', '/api/v1/log-in', {}, true],
  ['POST', '/auth/signin', {}, true],
  ['POST', '/sign-in/email', {}, true],
  ['POST', '/sessions', undefined, true],
  ['POST', '/oauth/token', { grant_type: 'password' }, true],
  ['POST', '/oauth/token', { grant_type: 'refresh_token' }, false],
  ['POST', '/oauth/token', undefined, false],
  ['GET', '/login', {}, false],
  ['POST', '/logout', {}, false],
  ['POST', '/login-history', {}, false],
  ['POST', '/sessions/:id/refresh', {}, false],
  ['POST', '', {}, false],
])('%s %s with %j is a login attempt: %s', (method, path, body, expected) => {
  expect(isLogin(method, path, body)).toBe(expected);
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
