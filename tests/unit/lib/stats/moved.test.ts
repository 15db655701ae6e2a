import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countMovedBy, emptyHistogram, latencyBucket, quantileMovedBy, shareMovedBy } from '../../../../lib/stats';

const count = fc.integer({ min: 0, max: 1_000_000 });

test.each([
  ['three calls where there were none', 3, 0],
  ['a tenth more of a thousand', 1_100, 1_000],
  ['nothing at all', 0, 0],
])('%s prove nothing', (_, now, before) => {
  expect(countMovedBy(now, before)).toBe(1);
});

test('many calls outrank a larger ratio of few', () => {
  expect(countMovedBy(30, 1)).toBeGreaterThan(1);
  expect(countMovedBy(3_000, 300)).toBeGreaterThan(countMovedBy(30, 1));
  expect(countMovedBy(300, 3_000)).toBeLessThan(countMovedBy(1, 30));
});

test('what is told never exceeds the ratio itself, and turned round it is the inverse', () => {
  fc.assert(
    fc.property(count, count, (now, before) => {
      const moved = countMovedBy(now, before);
      expect(Math.abs(Math.log(moved))).toBeLessThanOrEqual(Math.abs(Math.log((now + 0.5) / (before + 0.5))) + 1e-9);
      expect(moved * countMovedBy(before, now)).toBeCloseTo(1, 9);
    }),
  );
});

test('of alike spans hardly one in three hundred is told to have moved', () => {
  let state = 7;
  const random = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const sample = (): number => Array.from({ length: 400 }, random).filter((value) => value < 0.25).length;
  const moved = Array.from({ length: 2_000 }, () => countMovedBy(sample(), sample())).filter((by) => by !== 1);
  expect(moved.length).toBeLessThan(2_000 / 300);
});

test('a share moves by its ratio, whatever the number of calls does', () => {
  const before = { part: 10, whole: 10_000 };
  expect(shareMovedBy({ part: 50, whole: 50_000 }, before)).toBe(1);
  expect(shareMovedBy({ part: 500, whole: 10_000 }, before)).toBeGreaterThan(10);
  expect(shareMovedBy({ part: 1, whole: 1 }, before)).toBe(1);
  expect(shareMovedBy({ part: 0, whole: 10_000 }, { part: 9, whole: 10_000 })).toBe(1);
  expect(shareMovedBy({ part: 0, whole: 0 }, before)).toBe(1);
});

function histogramOf(calls: number, us: (index: number) => number): Float64Array {
  const counts = emptyHistogram();
  for (let index = 0; index < calls; index++) {
    const bucket = latencyBucket(us(index));
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  }
  return counts;
}

test('a percentile moves when its bounds are apart, and never by too few calls', () => {
  const spread = (factor: number) => (index: number) => factor * (1_000 + (index % 97) * 300);
  expect(quantileMovedBy(histogramOf(2_000, spread(3)), histogramOf(2_000, spread(1)), 0.95)).toBeGreaterThan(2);
  expect(quantileMovedBy(histogramOf(2_000, spread(1)), histogramOf(2_000, spread(3)), 0.95)).toBeLessThan(0.5);
  expect(quantileMovedBy(histogramOf(2_000, spread(1)), histogramOf(1_500, spread(1)), 0.95)).toBe(1);
  expect(quantileMovedBy(histogramOf(100, spread(9)), histogramOf(2_000, spread(1)), 0.95)).toBe(1);
});
