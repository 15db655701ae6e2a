import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  hashAccessKey,
  hintOf,
  makeApiToken,
  makeIngestKey,
  parseAccessKey,
} from '../../../../../lib/storage/secrets/access-key';
import { openSecret, sealSecret } from '../../../../../lib/storage/secrets/seal-secret';

describe('sealed secrets', () => {
  const secret = 'a-secret-with-more-than-32-characters';

  test('open to what was sealed, and are never the same twice', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const sealed = sealSecret(secret, bytes);
        expect(Buffer.from(bytes).equals(openSecret(secret, sealed))).toBe(true);
        expect(Buffer.from(sealed).equals(sealSecret(secret, bytes))).toBe(false);
      }),
    );
  });

  test('do not open with another secret, changed by one bit, cut short or in an unknown shape', () => {
    const sealed = sealSecret(secret, randomBytes(32));
    expect(() => openSecret(`${secret}x`, sealed)).toThrow('CALLWATCH_SECRET');
    for (let index = 0; index < sealed.length; index += 1) {
      const changed = Uint8Array.from(sealed);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(() => openSecret(secret, changed)).toThrow();
      expect(() => openSecret(secret, sealed.subarray(0, index))).toThrow();
    }
  });
});

describe('access keys', () => {
  test('carry their environment and hold at least 160 random bits', () => {
    const key = makeIngestKey('pre-prod');
    expect(key).toMatch(/^cwk_pre-prod_[0-9A-Za-z]{36}$/);
    expect(parseAccessKey(key)).toEqual({ kind: 'ingest', environment: 'pre-prod' });
    expect(parseAccessKey(makeApiToken())).toEqual({ kind: 'token' });
    expect(30 * Math.log2(62)).toBeGreaterThan(160);
    expect(new Set(Array.from({ length: 1_000 }, () => makeApiToken())).size).toBe(1_000);
  });

  test('are known to be mistyped without a look at the database', () => {
    const key = makeIngestKey('production');
    for (let index = 0; index < key.length; index += 1) {
      const letter = key.charAt(index) === 'a' ? 'b' : 'a';
      expect(parseAccessKey(key.slice(0, index) + letter + key.slice(index + 1))).toBeNull();
    }
    for (const text of ['', 'cwk', 'cwt_', key.slice(1), ` ${key}`, `${key}\n`, key.toUpperCase()]) {
      expect(parseAccessKey(text)).toBeNull();
    }
  });

  test('use every letter about as often as every other', () => {
    const letters = Array.from({ length: 4_000 }, () => makeApiToken().slice(4, 34)).join('');
    const counts = new Map<string, number>();
    for (const letter of letters) counts.set(letter, (counts.get(letter) ?? 0) + 1);
    const expected = letters.length / 62;
    const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    expect(counts.size).toBe(62);
    expect(chiSquare).toBeLessThan(137); // 61 degrees of freedom, p = 1e-7
  });

  test('are stored as SHA-256 and recognised by a hint that gives away 7 letters', () => {
    const key = makeIngestKey('production');
    expect(hashAccessKey(key)).toHaveLength(32);
    expect(hintOf(key)).toBe(`${key.slice(0, 18)}…${key.slice(-4)}`);
  });
});
