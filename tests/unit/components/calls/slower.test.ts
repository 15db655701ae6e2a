import fc from 'fast-check';
import { expect, test } from 'vitest';
import { slowerFilter } from '../../../../components/calls/slower';
import { emptyHistogram, latencyBucket, quantileUs } from '../../../../lib/stats';

test('a percentile of many calls opens those of its length and longer', () => {
  expect(slowerFilter(38.25, { isOfFew: false })).toEqual({ durationMs: '>=38.25' });
});

test('whatever few calls took, their percentiles open the slowest of them', () => {
  const durations = fc.array(fc.integer({ min: 64, max: 60_000_000 }), { minLength: 1, maxLength: 19 });
  fc.assert(
    fc.property(durations, (allUs) => {
      const counts = emptyHistogram();
      for (const us of allUs) counts[latencyBucket(us)] = (counts[latencyBucket(us)] ?? 0) + 1;
      const slowestMs = Math.max(...allUs) / 1_000;
      const p99Ms = (quantileUs(counts, 0.99) ?? 0) / 1_000;
      expect(Number(slowerFilter(p99Ms, { isOfFew: true }).durationMs.slice(2))).toBeLessThanOrEqual(slowestMs);
    }),
  );
});
