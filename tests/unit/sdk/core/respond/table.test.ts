import { expect, test } from 'vitest';
import { cleanAddress } from '../../../../../sdk/src/core/capture/address';
import { bitsOf, prefixOf } from '../../../../../sdk/src/core/respond/bits';
import { ActionTable } from '../../../../../sdk/src/core/respond/table';
import type { ResponseAction } from '../../../../../sdk/src/wire';

const action = (change: Partial<ResponseAction> = {}): ResponseAction => ({
  id: 'a',
  kind: 'block',
  subject: 'caller',
  value: '203.0.113.7',
  expiresAtMs: 10_000,
  dryRun: false,
  ...change,
});
const who = { caller: '203.0.113.7', consumer: 'acme', account: 'aa' };
const tableOf = (...actions: ResponseAction[]) => {
  const table = new ActionTable();
  table.replace(actions);
  return table;
};

test.each([
  ['caller', '203.0.113.7', 403],
  ['caller', '203.0.113.0/24', 403],
  ['caller', '203.0.112.0/20', 403],
  ['caller', '203.0.113.8', undefined],
  ['caller', '203.0.113.8/30', undefined],
  ['consumer', 'acme', 403],
  ['consumer', 'globex', undefined],
  ['account', 'aa', 403],
  ['account', 'acme', undefined],
] as const)('a block of %s %s decides %s', (subject, value, status) => {
  expect(tableOf(action({ subject, value })).decide(who, 0)?.status).toBe(status);
});

test('IPv6 blocks cover their prefix, mapped addresses count as IPv4', () => {
  const table = tableOf(action({ value: '2001:db8:1::/48' }), action({ value: '198.51.100.0/25' }));
  const decide = (caller: string) => table.decide({ ...who, caller: cleanAddress(caller) }, 0)?.status;
  expect(decide('2001:db8:1:ffff::1')).toBe(403);
  expect(decide('2001:db8:2::1')).toBeUndefined();
  expect(decide('::ffff:198.51.100.9')).toBe(403);
  expect(decide('::ffff:198.51.100.200')).toBeUndefined();
});

test('an action ends when it expires', () => {
  const table = tableOf(action());
  expect(table.decide(who, 9999)).toBeDefined();
  expect(table.decide(who, 10_000)).toBeUndefined();
});

test('a throttle allows its limit in a window, then says when to come back, and keeps its count over a refresh', () => {
  const throttle = action({ kind: 'throttle', limit: 3, windowSeconds: 60, expiresAtMs: 1e9 });
  const table = tableOf(throttle);
  const statuses = [0, 1, 2, 3].map((now) => table.decide(who, now)?.status);
  expect(statuses).toEqual([undefined, undefined, undefined, 429]);
  table.replace([throttle]);
  expect(table.decide(who, 4)).toMatchObject({ status: 429, retryAfter: 20 });
  expect(table.decide(who, 20_000)).toBeUndefined();
  expect(table.decide(who, 20_001)?.status).toBe(429);
});

test('enforced goes before dry run, block before throttle', () => {
  const dry = action({ id: 'dry', dryRun: true });
  const throttle = action({ id: 'throttle', kind: 'throttle', limit: 1, windowSeconds: 60 });
  const block = action({ id: 'block', subject: 'consumer', value: 'acme' });
  expect(tableOf(dry, throttle, block).decide(who, 0)).toMatchObject({ status: 403, dryRun: false });
  expect(tableOf(dry).decide(who, 0)).toMatchObject({ status: 403, dryRun: true });
});

test('malformed values and what goes beyond 10,000 actions let calls pass', () => {
  const wrong = ['', '/', '1.2.3', '1.2.3.4/33', '1.2.3.4/-1', '::/129', '1.2.3.4/x'].map((value) => action({ value }));
  expect(tableOf(...wrong).watches('caller')).toBe(false);
  const many = Array.from({ length: 10_001 }, (_, index) => action({ value: `10.0.${index >> 8}.${index & 255}` }));
  const table = tableOf(...many);
  expect(table.decide({ ...who, caller: '10.0.0.1' }, 0)).toBeDefined();
  expect(table.decide({ ...who, caller: '10.0.39.16' }, 0)).toBeUndefined();
});

test.each([
  ['203.0.113.7', '203.0.113.7'],
  [' 203.0.113.7:8080 ', '203.0.113.7'],
  ['[2001:db8::1]:443', '2001:db8::1'],
  ['fe80::1%eth0', 'fe80::1'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['unknown', undefined],
  ['203.0.113.7.evil', undefined],
  ['', undefined],
])('the address in %j is %s', (text, address) => {
  expect(cleanAddress(text)).toBe(address);
});

test.each([
  ['10.0.0.0/8', '10.1.2.3', true],
  ['10.1.0.0/16', '10.1.2.3', true],
  ['10.1.0.0/16', '10.2.2.3', false],
  ['0.0.0.0/0', '192.0.2.1', true],
  ['0.0.0.0/0', '::1', false],
  ['::/0', '192.0.2.1', false],
  ['::/0', '::1', true],
  ['::1', '0:0:0:0:0:0:0:1', true],
  ['2001:db8::/33', '2001:db8:7fff::1', true],
  ['2001:db8::/33', '2001:db8:8000::1', false],
  ['64:ff9b::/96', '64:ff9b::192.0.2.1', true],
  ['1::8/128', '1:0:0:0:0:0:0:8', true],
])('%s covers %s: %s', (cidr, address, covers) => {
  expect(bitsOf(address).startsWith(String(prefixOf(cidr)))).toBe(covers);
});

test.each(['', '/', '10.0.0.1/', '10.0.0.1/33', '10.0.0.1/-1', '::/129', 'proxy.local', '10.0.0.0/x'])(
  '%j is no CIDR',
  (text) => {
    expect(prefixOf(text)).toBeUndefined();
  },
);
