import { expect, it } from 'vitest';
import { entryOf, problemOf } from './parse';

const HEAD = 'https 2026-03-04T09:30:15.253742Z app/shop/5f2c 192.0.2.7:40112 10.0.3.9:8080';
const REQUEST = '"POST https://shop.test:443/orders?page=2 HTTP/2.0" "curl/8.5.0 \\"x\\""';
const TAIL =
  'ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 arn:aws:elasticloadbalancing:eu-central-1:000000000000:targetgroup/shop/1 ' +
  '"Root=1-69a7fc07-0123456789abcdef01234567" "shop.test" "arn:aws:acm:c" 0 2026-03-04T09:30:15.100000Z "forward" "-" "-"';
const line = (numbers = '0.001 0.149 0.0005 201 201 340 1256', request = REQUEST): string =>
  `${HEAD} ${numbers} ${request} ${TAIL}`;

// a line of an AWS Application Load Balancer
it('gives times, sizes, caller, request, agent and trace', () => {
  const { durationMs, ...entry } = entryOf(line());
  expect(durationMs).toBeCloseTo(150.5, 9);
  expect(entry).toEqual({
    format: 'alb',
    host: '192.0.2.7',
    user: null,
    atMs: Date.UTC(2026, 2, 4, 9, 30, 15) + 253.742,
    method: 'POST',
    path: '/orders?page=2',
    status: 201,
    requestBytes: 340,
    responseBytes: 1_256,
    userAgent: 'curl/8.5.0 "x"',
    traceId: '69a7fc070123456789abcdef01234567',
  });
});

it('has no duration when a time is -1, and reads addresses of IPv6', () => {
  expect(entryOf(line('-1 -1 -1 503 - 340 0'))).toMatchObject({ durationMs: null, status: 503, responseBytes: 0 });
  expect(entryOf(line().replace('192.0.2.7:40112', '[2001:db8::7]:40112')).host).toBe('2001:db8::7');
  expect(entryOf(line().replace('192.0.2.7:40112', '2001:db8::7:40112')).host).toBe('2001:db8::7');
  expect(entryOf(line().replace('https ', 'wss ')).status).toBe(201);
});

it('loses its port, however many colons a client is written with', () => {
  const colons = ':'.repeat(60_000);
  expect(entryOf(line().replace('192.0.2.7:40112', `${colons}x`)).host).toBe(`${colons}x`);
  expect(entryOf(line().replace('192.0.2.7:40112', `${colons}:40112`)).host).toBe(colons);
  expect(entryOf(line().replace('192.0.2.7:40112', '192.0.2.7:401120')).host).toBe('192.0.2.7:401120');
});

it('has the trace of a list of fields, and none of what is no trace', () => {
  const withTrace = (text: string): string => line().replace(/Root=[^"]*/, text);
  expect(entryOf(withTrace('Self=1-0-a;Root=1-69a7fc07-ABCDEF012345678901234567;x=y')).traceId).toBe(
    '69a7fc07abcdef012345678901234567',
  );
  expect(entryOf(withTrace('Root=1-69a7-1')).traceId).toBeNull();
});

it('says why it is none', () => {
  expect(problemOf(line(undefined, '"- http://shop.test:80- " "-"'))).toBe('no_request');
  expect(problemOf(line(undefined, '"\\x16\\x03 x" "-"'))).toBe('invalid_request');
  expect(problemOf(line('0.000 0.001 0.000 - - 0 0'))).toBe('invalid_status');
  expect(problemOf(line().replace('253742Z', '253742'))).toBe('invalid_time');
  expect(problemOf(`https 2026-03-04T09:30:15.253742Z app/shop/5f2c 192.0.2.7:40112`)).toBe('not_a_log_line');
});

it('is used as far as it goes when it is cut off behind the request', () => {
  const whole = line();
  expect(entryOf(whole.slice(0, whole.indexOf('curl') + 3))).toMatchObject({ userAgent: 'cur', traceId: null });
  expect(problemOf(whole.slice(0, whole.indexOf('orders')))).toBe('not_a_log_line');
});
