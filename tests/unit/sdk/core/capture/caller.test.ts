import { expect, test } from 'vitest';
import { createCallerOf } from '../../../../../sdk/src/core/capture/caller';
import { cleanAddress } from '../../../../../sdk/src/core/capture/address';

const caller = (proxies: number | string[] | undefined, peer: string, forwarded?: string) =>
  createCallerOf(proxies, () => undefined)(cleanAddress(peer), forwarded);

test.each([
  [undefined, '10.0.0.1', '198.51.100.1', '10.0.0.1'],
  [0, '10.0.0.1', '198.51.100.1', '10.0.0.1'],
  [1, '10.0.0.1', '198.51.100.1', '198.51.100.1'],
  [1, '10.0.0.1', '6.6.6.6, 198.51.100.1', '198.51.100.1'],
  [2, '10.0.0.1', '6.6.6.6, 198.51.100.1, 10.0.0.2', '198.51.100.1'],
  [5, '10.0.0.1', '198.51.100.1', '198.51.100.1'],
  [1, '10.0.0.1', undefined, '10.0.0.1'],
  [1, '10.0.0.1', 'unknown', '10.0.0.1'],
  [1, '::ffff:10.0.0.1', '[2001:db8::9]:4711', '2001:db8::9'],
  [['10.0.0.0/8'], '10.0.0.1', '6.6.6.6, 198.51.100.1, 10.9.9.9', '198.51.100.1'],
  [['10.0.0.0/8'], '203.0.113.9', '198.51.100.1', '203.0.113.9'],
  [['10.0.0.0/8'], '10.0.0.1', '6.6.6.6, garbage, 10.0.0.2', '10.0.0.2'],
])('behind %j, peer %s with X-Forwarded-For %s is %s', (proxies, peer, forwarded, expected) => {
  expect(caller(proxies, peer, forwarded)).toBe(expected);
});

test('a wrong proxy is named and never trusted', () => {
  const wrong: string[] = [];
  const callerOf = createCallerOf(['10.0.0.0/8', 'proxy.local'], (text) => wrong.push(text));
  expect(wrong).toEqual(['proxy.local']);
  expect(callerOf('203.0.113.9', '198.51.100.1')).toBe('203.0.113.9');
});
