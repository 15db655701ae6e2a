import { expect, test } from 'vitest';
import { looksLikeLogin } from '../../../../lib/formats';

test.each([
  '/login',
  '/api/v1/auth/login',
  '/users/sign_in',
  '/signin/email',
  '/account/Sign-In/',
  '/sessions',
  '/session',
  '/wp-login.php',
  '/auth/authenticate',
  '/logon.aspx',
])('a POST on %s looks like a login', (route) => {
  expect(looksLikeLogin('POST', route)).toBe(true);
});

test.each([
  ['GET', '/login'],
  ['POST', '/logout'],
  ['POST', '/plugin'],
  ['POST', '/login/:id/history'],
  ['POST', '/oauth/token'],
  ['POST', '/sessions/:id'],
  ['POST', '/blogging'],
  ['DELETE', '/session'],
  ['*', '__other__'],
])('%s %s does not', (method, route) => {
  expect(looksLikeLogin(method, route)).toBe(false);
});
