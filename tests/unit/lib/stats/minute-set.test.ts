import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EVERY_PART, mergeMinutes, packMinutes, partAt, unpackMinutes } from '../../../../lib/stats';

const parts = fc.integer({ min: 1, max: EVERY_PART });
const minutes = fc
  .uniqueArray(fc.record({ minute: fc.integer({ min: 0, max: 1439 }), parts }), {
    maxLength: 300,
    selector: ({ minute }) => minute,
  })
  .map((list) => list.sort((a, b) => a.minute - b.minute));

type Marked = { minute: number; parts: number }[];
const minutesOf = (list: Marked): number[] => list.map(({ minute }) => minute);

/** Are all parts of one among those of the other, minute by minute? */
function isWithin(list: Marked, wider: Marked): boolean {
  const known = new Map(wider.map(({ minute, parts: bits }) => [minute, bits]));
  return list.every(({ minute, parts: bits }) => (bits & ~(known.get(minute) ?? 0)) === 0);
}

test('packed minutes come back, in 180 bytes at most, with no part left out', () => {
  fc.assert(
    fc.property(minutes, (list) => {
      const packed = packMinutes(list);
      expect(packed.length).toBeLessThanOrEqual(180);
      expect(minutesOf(unpackMinutes(packed))).toEqual(minutesOf(list));
      expect(isWithin(list, unpackMinutes(packed))).toBe(true);
    }),
  );
});

test('of few minutes it is known in which part the only calls are', () => {
  const list = [0, 59_999, 6_000].map((millisecond, index) => ({ minute: index * 700, parts: partAt(millisecond) }));
  expect(unpackMinutes(packMinutes(list))).toEqual(list);
});

test('a list from before parts were told means any part', () => {
  expect(unpackMinutes(Uint8Array.of(0, 7, 5, 159))).toEqual([
    { minute: 7, parts: EVERY_PART },
    { minute: 1439, parts: EVERY_PART },
  ]);
});

test('lists and bitmaps unite alike, and lose no part', () => {
  fc.assert(
    fc.property(minutes, minutes, (a, b) => {
      const united = unpackMinutes(mergeMinutes(packMinutes(a), packMinutes(b)));
      const union = [...new Set([...minutesOf(a), ...minutesOf(b)])].sort((x, y) => x - y);
      expect(minutesOf(united)).toEqual(union);
      expect(isWithin(a, united) && isWithin(b, united)).toBe(true);
    }),
  );
});
