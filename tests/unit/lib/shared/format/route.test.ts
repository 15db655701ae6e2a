import { expect, test } from 'vitest';
import { endpointName, shownPath } from '../../../../../lib/shared';

const encoded = (text: string): string => encodeURIComponent(text);

test.each([
  ['/%E6%97%A5%E6%9C%AC/:id', '/日本/:id'],
  ['/%e6%97%a5%e6%9c%ac', '/日本'],
  ['/caf%C3%A9', '/café'],
  ['/%F0%9F%9A%80', '/🚀'],
  ['/v1/orders', '/v1/orders'],
  ['GET /%D0%B7%D0%B0%D0%BA%D0%B0%D0%B7%D1%8B*', 'GET /заказы*'],
])('%s is shown as %s', (path, shown) => {
  expect(shownPath(path)).toBe(shown);
});

test.each([
  ['bytes that are no UTF-8', '/%FF%FE'],
  ['a character that is cut short', '/%E6%97'],
  ['what is longer than it has to be', '/%C0%AF'],
  ['half of a surrogate pair', '/%ED%A0%80'],
  ['ASCII, which means something in a path', '/%2e%2e%2F%41%00%0A%20'],
  ['a mark that turns the text round', `/${encoded('日\u202E本')}`],
  ['an isolate', `/${encoded('\u2066日')}`],
  ['a control character', `/${encoded('é\u0085')}`],
  ['a space', `/${encoded('日\u3000本')}`],
  ['a space of no width', `/${encoded('日\u200B本')}`],
  ['a filler that shows nothing', `/${encoded('日\u3164')}`],
  ['a line separator', `/${encoded('\u2028')}`],
  ['a slash of another kind', `/${encoded('日\u2215本')}`],
  ['a fullwidth slash', `/${encoded('日／本')}`],
  ['dots that look like two', `/${encoded('\u2025')}`],
  ['an accent for what stands before it', `/a${encoded('\u0301')}`],
])('%s stays encoded', (_, path) => {
  expect(shownPath(path)).toBe(path);
});

test('segments of a script that runs from right to left keep their order', () => {
  expect(shownPath(`/${encoded('א')}/${encoded('ב')}/1`)).toBe('/א\u200E/ב\u200E/1');
});

test('endpoints are named as people read them, and the one of all others in words', () => {
  expect(endpointName({ method: 'GET', route: '/%E6%97%A5' })).toBe('GET /日');
  expect(endpointName({ method: 'OTHER', route: '__other__' })).toBe('All other routes');
});
