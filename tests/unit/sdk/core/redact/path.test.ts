import { expect, test } from 'vitest';
import { redactUrl } from '../../../../../sdk/src/core/redact/path';
import { scrub } from '../../../../../sdk/src/core/redact/secrets';

const none = new Set<string>();

test.each([
  ['/users/42', '/users/42'],
  ['/orders/2024-11-05/items', '/orders/2024-11-05/items'],
  ['/posts/my-first-post-2024', '/posts/my-first-post-2024'],
  ['/wp-login.php', '/wp-login.php'],
  ['/.env', '/.env'],
  ['/..%2f..%2fetc/passwd', '/..%2f..%2fetc/passwd'],
  ['/assets/app.min.js', '/assets/app.min.js'],
])('keeps what tells an endpoint from an attack: %s', (url, sent) => {
  expect(redactUrl(url, none)).toBe(sent);
});

test.each([
  ['/users/ada@example.com', '/users/{email}'],
  ['/users/ada%40example.com', '/users/{email}'],
  ['/reset/abc123', '/reset/{token}'],
  ['/verify-email/Qx7', '/verify-email/{token}'],
  ['/cards/4111 1111 1111 1111', '/cards/{number}'],
  ['/o/8d3e4b1c-9f0a-4c7b-8a53-0d9f3e5b7c11', '/o/{uuid}'],
  ['/a;jsessionid=1/b', '/a{parameters}/b'.replace('a{', '{')],
  ['/bad/%zz', '/bad/{invalid}'],
  ['/%2525252541', '/{invalid}'],
])('replaces what may be a secret: %s', (url, sent) => {
  expect(redactUrl(url, none)).toBe(sent);
});

test('sends the listed query parameters only, and checks them too', () => {
  const allowed = new Set(['page', 'sort']);
  expect(redactUrl('/a?page=2&token=x&sort=me@x.io&name', allowed)).toBe('/a?page=2&sort={email}');
  expect(redactUrl('/a?token=x', allowed)).toBe('/a');
});

test('cuts a long path between segments', () => {
  const sent = redactUrl(`/${'abcd/'.repeat(400)}`, none);
  expect(sent.length).toBeLessThan(520);
  expect(sent.endsWith('/abcd/{cut}')).toBe(true);
});

test('leaves user agents readable', () => {
  const agent =
    'Mozilla/5.0 (Linux; Android 13; SM-G991B Build/TP1A.220624.014) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.6099.144 Mobile Safari/537.36';
  expect(scrub(agent, 256)).toBe(agent);
  expect(scrub('bot/1.0 (mail ops@example.com)', 256)).toBe('bot/1.0 (mail {email})');
});
