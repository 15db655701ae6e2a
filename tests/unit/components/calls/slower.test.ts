import fc from 'fast-check';
import { expect, test } from 'vitest';
import { slowerFilter } from '../../../../components/calls/slower';
import { emptyHistogram, latencyBucket, latencyEdgeUs, quantileUs } from '../../../../lib/stats';

const fromMs = (ms: number): number => Number(slowerFilter(ms).durationMs.slice(2));

test('a percentile opens the calls from the lower end of its bucket on', () => {
  expect(slowerFilter(100)).toEqual({ durationMs: '>=92.681' });
  expect(slowerFilter(0.05)).toEqual({ durationMs: '>=0' });
});

test('whatever calls took, the link of a percentile opens those that it tells of, and few others', () => {
  const durations = fc.array(fc.integer({ min: 64, max: 60_000_000 }), { minLength: 1, maxLength: 300 });
  fc.assert(
    fc.property(durations, fc.constantFrom(0.5, 0.95, 0.99), fc.boolean(), (allUs, quantile, sumIsKnown) => {
      const counts = emptyHistogram();
      for (const us of allUs) counts[latencyBucket(us)] = (counts[latencyBucket(us)] ?? 0) + 1;
      const sorted = allUs.toSorted((a, b) => a - b);
      const rank = Math.ceil(Math.max(0.5, Math.min(quantile * sorted.length, sorted.length - 0.5)));
      const ofRankUs = sorted[rank - 1] ?? 0;
      const known = sumIsKnown ? { sumUs: allUs.reduce((sum, us) => sum + us, 0) } : {};
      const bound = fromMs((quantileUs(counts, quantile, known) ?? 0) / 1_000) * 1_000;
      expect(bound).toBeLessThanOrEqual(ofRankUs);
      expect(bound).toBeGreaterThan(latencyEdgeUs(latencyBucket(ofRankUs)) - 2);
    }),
  );
});
