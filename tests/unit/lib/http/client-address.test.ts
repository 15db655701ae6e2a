import { describe, expect, test } from 'vitest';
import { clientAddress } from '../../../../lib/http/request/client-address';
import { parseCidrs } from '../../../../lib/shared';

const { ranges: trusted } = parseCidrs(['10.0.0.0/8', '::1', 'fd00::/8']);

describe('the client address is the rightmost hop that is no trusted proxy', () => {
  test.each([
    { name: 'no proxy', peer: '203.0.113.9', forwardedFor: null, is: '203.0.113.9' },
    {
      name: 'a caller that claims another address',
      peer: '203.0.113.9',
      forwardedFor: '198.51.100.1',
      is: '203.0.113.9',
    },
    { name: 'one proxy', peer: '10.0.0.1', forwardedFor: '198.51.100.1', is: '198.51.100.1' },
    { name: 'a forged hop on the left', peer: '10.0.0.1', forwardedFor: '1.1.1.1, 198.51.100.1', is: '198.51.100.1' },
    { name: 'two proxies', peer: '10.0.0.1', forwardedFor: '1.1.1.1, 198.51.100.1, 10.2.3.4', is: '198.51.100.1' },
    { name: 'all hops trusted', peer: '10.0.0.1', forwardedFor: '10.0.0.3, 10.0.0.2', is: '10.0.0.3' },
    { name: 'a proxy without a header', peer: '10.0.0.1', forwardedFor: null, is: '10.0.0.1' },
    { name: 'a hop that is no address', peer: '10.0.0.1', forwardedFor: '198.51.100.1, unknown', is: '10.0.0.1' },
    { name: 'IPv4 in IPv6', peer: '::ffff:10.0.0.1', forwardedFor: '::ffff:198.51.100.1', is: '198.51.100.1' },
    { name: 'IPv6 with a zone', peer: '::1', forwardedFor: 'fe80::1%eth0', is: 'fe80::1' },
    { name: 'nothing known', peer: undefined, forwardedFor: '198.51.100.1', is: null },
  ])('$name', ({ peer, forwardedFor, is }) => {
    expect(clientAddress({ peer, forwardedFor, trusted })).toBe(is);
  });
});
