import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addMinuteLatency,
  addWideLatency,
  emptyHistogram,
  packMinuteLatency,
  packWideLatency,
} from '../../../../lib/stats';

const histogram = (most: number) =>
  fc.uniqueArray(fc.record({ bucket: fc.integer({ min: 0, max: 159 }), calls: fc.integer({ min: 1, max: most }) }), {
    selector: ({ bucket }) => bucket,
  });

test.each([
  ['a minute', packMinuteLatency, addMinuteLatency, 2 ** 23 - 1],
  ['an hour or day', packWideLatency, addWideLatency, 2 ** 40],
])('the histogram of %s is read as it was packed', (_, pack, add, most) => {
  fc.assert(
    fc.property(histogram(most), (entries) => {
      const counts = emptyHistogram();
      add(counts, pack(entries));
      const expected = emptyHistogram();
      for (const { bucket, calls } of entries) expected[bucket] = calls;
      expect(counts).toEqual(expected);
    }),
  );
});
