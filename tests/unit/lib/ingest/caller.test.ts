import { expect, it } from 'vitest';
import { callerOf } from '../../../../lib/ingest/decode/otlp/caller';

const PROXY = '10.0.0.1';

it.each([
  ['203.0.113.9', '203.0.113.9'],
  ['203.0.113.9:5511', '203.0.113.9'],
  ['[2001:db8::7]:443', '2001:db8::7'],
  ['[2001:db8::7]', '2001:db8::7'],
  ['2001:db8::7', '2001:db8::7'],
  ['2001:db8::7%eth0', '2001:db8::7'],
  ['::ffff:203.0.113.9', '203.0.113.9'],
  ['198.51.100.4, 203.0.113.9:5511', '203.0.113.9'],
  ['198.51.100.4,[2001:db8::7]:443', '2001:db8::7'],
  ['client.example.com', null],
  ['203.0.113.9:5511:1', null],
  ['[2001:db8::7', null],
  ['unknown', null],
  [','.repeat(20_000), null],
  ['unix:@', PROXY],
  ['/run/api.sock', PROXY],
  ['', PROXY],
])('the caller is what is read of %s, never the proxy before it', (address, caller) => {
  const attributes = new Map([
    ['network.peer.address', PROXY],
    ['client.address', address],
  ]);
  expect(callerOf(attributes)).toBe(caller);
});

it('is the peer where no client is named', () => {
  expect(callerOf(new Map([['network.peer.address', PROXY]]))).toBe(PROXY);
});
