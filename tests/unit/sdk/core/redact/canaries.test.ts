import fc from 'fast-check';
import { expect, test } from 'vitest';
import { errorName } from '../../../../../sdk/src/core/capture/connections';
import { encodeBatch } from '../../../../../sdk/src/core/send/encode';
import { ACCOUNT_KEY, call } from '../world';

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const text = (alphabet: string, minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...Array.from(alphabet)), minLength, maxLength });
const word = text('abcdefghijklmnopqrstuvwxyz', 4, 10);
const base64Url = (minLength: number, maxLength: number) => text(`${letters}0123456789-_`, minLength, maxLength);
const mixed = base64Url(20, 64).filter((token) => (token.match(/[a-z](?=\d)|\d(?=[a-z])/gi)?.length ?? 0) > 2);

/** Secrets as they leak in practice. */
const canary = fc.oneof(
  fc.tuple(base64Url(16, 60), base64Url(16, 60), base64Url(20, 43)).map(([a, b, c]) => `eyJ${a}.eyJ${b}.${c}`),
  fc.tuple(word, word, word).map(([name, host, top]) => `${name}@${host}.${top}`),
  text('0123456789', 13, 19),
  text('0123456789', 16, 16).map((digits) => digits.replace(/(.{4})(?=.)/g, '$1-')),
  fc.uuid(),
  fc
    .tuple(fc.constantFrom('sk_live_', 'ghp_', 'xoxb-', 'AKIA', 'glpat-', 'whsec_'), mixed)
    .map((parts) => parts.join('')),
  text('0123456789abcdef', 32, 64),
  mixed,
  text('0123456789', 10, 12).map((digits) => `+${digits}`),
);

/** Where a request can carry one, as far as any of it reaches the SDK. */
const places = {
  segment: (secret: string) => ({ path: `/files/${secret}/view` }),
  encodedSegment: (secret: string) => ({ path: `/files/${encodeURIComponent(secret)}` }),
  twiceEncoded: (secret: string) => ({ path: `/files/${encodeURIComponent(encodeURIComponent(`a:${secret}`))}` }),
  everyByteEncoded: (secret: string) => ({
    path: `/x/${Array.from(secret, (char) => `%${char.charCodeAt(0).toString(16)}`).join('')}`,
  }),
  unmatched: (secret: string) => ({ path: `/${secret}`, route: undefined }),
  matrix: (secret: string) => ({ path: `/files;session=${secret}/a` }),
  query: (secret: string) => ({ path: `/users/42?q=1&${secret}=${secret}` }),
  listedQuery: (secret: string) => ({ path: `/users/42?page=${encodeURIComponent(secret)}` }),
  queryInSegment: (secret: string) => ({ path: `/go/${encodeURIComponent(`https://x.test/?t=${secret}`)}` }),
  fragment: (secret: string) => ({ path: `/users/42#${secret}` }),
  brokenEncoding: (secret: string) => ({ path: `/users/%zz${secret}` }),
  absoluteTarget: (secret: string) => ({ path: `http://me:${secret}@host/users/42` }),
  userAgent: (secret: string) => ({ userAgent: `client/1.0 (${secret}) ${secret}` }),
  longPath: (secret: string) => ({ path: `/${'a/'.repeat(230)}${secret}/${secret}` }),
  error: (secret: string) => ({ error: errorName(Object.assign(new Error(secret), { name: secret })) }),
  account: (secret: string) => ({ account: secret, login: 2 }),
};

test('10,000 canary secrets: none is in the bytes that are sent', () => {
  const redaction = { allowedQuery: new Set(['page']), accountKey: ACCOUNT_KEY };
  const head = { batchId: 'b', sdk: 's', instance: 'i', version: undefined, dropped: {}, routes: undefined };
  const place = fc.constantFrom(...Object.values(places));
  const leak = fc.property(canary, place, (secret, put) => {
    const sent = JSON.stringify(encodeBatch([call(put(secret))], head, redaction));
    for (const spelling of [secret, encodeURIComponent(secret), secret.slice(0, 12)])
      expect(sent).not.toContain(spelling);
  });
  fc.assert(leak, { numRuns: 10_000 });
});
