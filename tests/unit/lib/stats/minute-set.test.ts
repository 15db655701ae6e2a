import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeMinutes, packMinutes, unpackMinutes } from '../../../../lib/stats';

const minutes = fc
  .uniqueArray(fc.integer({ min: 0, max: 1439 }), { maxLength: 300 })
  .map((list) => list.sort((a, b) => a - b));

test('packed minutes come back, in 180 bytes at most', () => {
  fc.assert(
    fc.property(minutes, (list) => {
      const packed = packMinutes(list);
      expect(packed.length).toBeLessThanOrEqual(180);
      expect(unpackMinutes(packed)).toEqual(list);
    }),
  );
});

test('lists and bitmaps unite alike', () => {
  fc.assert(
    fc.property(minutes, minutes, (a, b) => {
      const union = [...new Set([...a, ...b])].sort((x, y) => x - y);
      expect(unpackMinutes(mergeMinutes(packMinutes(a), packMinutes(b)))).toEqual(union);
    }),
  );
});
