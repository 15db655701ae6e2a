import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codeOf, matchingStep, stepAt, toBase32, totpUri } from '../../../../lib/auth/second-factor/totp';

const secret = Buffer.from('12345678901234567890');

test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
])('the code at second %d is the one of RFC 6238', (second, code) => {
  expect(codeOf(secret, stepAt(new Date(second * 1_000)))).toBe(code);
});

test('a code counts in its own step, the one before and the one after, and tells its step', () => {
  const now = new Date('2026-11-26T12:00:10Z');
  const step = stepAt(now);
  const found = [-2, -1, 0, 1, 2].map((offset) => matchingStep(secret, codeOf(secret, step + offset), now));
  expect(found).toEqual([null, step - 1, step, step + 1, null]);
});

test.each(['', '12345', '1234567', 'abcdef', '½½½½½½'])('%j is no code', (text) => {
  expect(matchingStep(secret, text, new Date('2026-11-26T12:00:10Z'))).toBeNull();
});

test.each([
  ['', ''],
  ['f', 'MY'],
  ['fo', 'MZXQ'],
  ['foo', 'MZXW6'],
  ['foob', 'MZXW6YQ'],
  ['fooba', 'MZXW6YTB'],
  ['foobar', 'MZXW6YTBOI'],
])('%j in Base32 is the text of RFC 4648', (text, encoded) => {
  expect(toBase32(Buffer.from(text))).toBe(encoded);
});

test('Base32 has a letter for every five bits', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      const text = toBase32(bytes);
      return /^[A-Z2-7]*$/.test(text) && text.length === Math.ceil((bytes.length * 8) / 5);
    }),
  );
});

test('the QR code names issuer and account, whatever their letters', () => {
  const uri = new URL(totpUri({ secret: 'MZXW6', email: 'a+b&c@x.test', issuer: 'Call watch' }));
  expect(uri.pathname).toBe('/Call%20watch:a%2Bb%26c%40x.test');
  expect(Object.fromEntries(uri.searchParams)).toEqual({
    secret: 'MZXW6',
    issuer: 'Call watch',
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  });
});
