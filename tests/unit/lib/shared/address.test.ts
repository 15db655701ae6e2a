import { expect, it } from 'vitest';
import { canonicalAddress, inCidrs, parseCidrs } from '../../../../lib/shared';

it.each(['1.2.3', '1.2.3/8', '1', '0x7f.0.0.1', '010.0.0.1', '010.0.0.0/8', '10.0.0.0/33', '::1/129', 'intranet', ''])(
  '%j is no network: a short or disguised address is refused, not guessed at',
  (text) => expect(parseCidrs([text])).toEqual({ ranges: [], wrong: [text] }),
);

it.each([
  ['10.1.2.3', '10.0.0.0/8', true],
  ['11.1.2.3', '10.0.0.0/8', false],
  ['10.1.2.3', '10.1.2.3', true],
  ['::ffff:10.1.2.3', '10.0.0.0/8', true],
  ['2001:db8::7', '2001:db8::/32', true],
  ['10.1.2.3', '::/0', false],
])('%s in %s: %s', (address, range, inside) => {
  const { ranges, wrong } = parseCidrs([range]);
  expect(wrong).toEqual([]);
  expect(inCidrs(address, ranges)).toBe(inside);
});

it.each(['1.2.3', '0x7f.0.0.1', '010.0.0.1', 'nobody'])('%j is no address', (text) =>
  expect(canonicalAddress(text)).toBeNull(),
);
