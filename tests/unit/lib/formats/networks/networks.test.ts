import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packNetworks, readNetworks } from '../../../../../lib/formats';

/** 1.0.0.0/24, a gap, 1.0.4.0–1.0.7.255, then one after the other, and the last address of all. */
const V4 = [
  '16777216,16777471,13335,"Cloudflare, Inc."',
  '16778240,16779263,38803,Gtelecom Pty Ltd',
  '16779264,16779519,7,"A ""quoted"" name"',
  '4294967040,4294967295,8,Last',
].join('\n');
const UPPER = (text: string): bigint => BigInt(`0x${text}`) << 64n;
const V6 = [
  `${UPPER('2001020000000000')},${UPPER('2001020100000000') - 1n},2500,WIDE Project`,
  `${UPPER('2a0104f800000000')},${UPPER('2a0104f900000000') - 1n},24940,Hetzner`,
  '',
].join('\n');

const packed = packNetworks({ v4: V4, v6: V6 });
const providerOf = readNetworks(new Uint8Array(packed));

test.each([
  ['0.255.255.255', null],
  ['1.0.0.0', 'Cloudflare, Inc.'],
  ['1.0.0.255', 'Cloudflare, Inc.'],
  ['1.0.1.0', null],
  ['1.0.3.255', null],
  ['1.0.4.0', 'Gtelecom Pty Ltd'],
  ['1.0.7.255', 'Gtelecom Pty Ltd'],
  ['1.0.8.0', 'A "quoted" name'],
  ['1.0.9.0', null],
  ['10.1.2.3', null],
  ['1.0.4.0/24', 'Gtelecom Pty Ltd'],
  ['255.255.255.255', 'Last'],
  ['2001:1ff:ffff::1', null],
  ['2001:200::', 'WIDE Project'],
  ['2001:200:ffff:ffff:ffff:ffff:ffff:ffff', 'WIDE Project'],
  ['2001:201::', null],
  ['2a01:4f8::17', 'Hetzner'],
  ['ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', null],
  ['::1', null],
])('the provider of %s is %s', (address, name) => {
  expect(providerOf(address)?.name ?? null).toBe(name);
});

test('any list finds what a plain look at each of its ranges finds', () => {
  const bounds = fc
    .uniqueArray(fc.nat(300), { minLength: 2, maxLength: 20 })
    .map((all) => all.toSorted((a, b) => a - b));
  fc.assert(
    fc.property(bounds, (all) => {
      const ranges = all.slice(0, -1).flatMap((from, at) => {
        const to = (all[at + 1] ?? 0) - 1;
        return at % 3 === 2 ? [] : [{ from, to, asn: 1 + (at % 4) }];
      });
      const of = readNetworks(
        new Uint8Array(
          packNetworks({ v4: ranges.map(({ from, to, asn }) => `${from},${to},${asn},N`).join('\n'), v6: '' }),
        ),
      );
      for (let address = 0; address < 310; address += 1) {
        const found = of(`0.0.${address >> 8}.${address & 255}`)?.asn;
        expect(found).toBe(ranges.find(({ from, to }) => from <= address && address <= to)?.asn);
      }
    }),
    { numRuns: 50 },
  );
});

test('what is no list, or no file of networks, is refused and not taken for an empty one', () => {
  expect(() => packNetworks({ v4: '1.0.0.0,1.0.0.255,1,x', v6: '' })).toThrow('no range of a network');
  expect(() => readNetworks(new Uint8Array(4))).toThrow('no file of networks');
  expect(() => readNetworks(new Uint8Array(packed.slice(0, 200)))).toThrow('a damaged one');
  expect(() => readNetworks(new Uint8Array(64))).toThrow('no file of networks');
});
