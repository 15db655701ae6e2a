import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  apdex,
  countUpTo,
  emptyHistogram,
  latencyBucket,
  latencyEdgeUs,
  LATENCY_BUCKETS,
  quantilesUs,
  quantileUs,
} from '../../../../lib/stats';

const duration = fc.integer({ min: 64, max: 60_000_000 });

function histogramOf(durations: readonly number[]): Float64Array {
  const counts = emptyHistogram();
  for (const us of durations) counts[latencyBucket(us)] = (counts[latencyBucket(us)] ?? 0) + 1;
  return counts;
}

test('a duration lies between the edges of its bucket, up to the end of the scale', () => {
  fc.assert(
    fc.property(duration, (us) => {
      const bucket = latencyBucket(us);
      expect(latencyEdgeUs(bucket)).toBeLessThanOrEqual(us * (1 + 1e-12));
      expect(latencyEdgeUs(bucket + 1)).toBeGreaterThan(us);
    }),
  );
  expect([0, 1, 63, 64].map(latencyBucket)).toEqual([0, 0, 0, 0]);
  expect([67_108_864, 2_147_483_647].map(latencyBucket)).toEqual([LATENCY_BUCKETS - 1, LATENCY_BUCKETS - 1]);
  for (let octave = 6; octave < 26; octave++) expect(latencyBucket(2 ** octave)).toBe(8 * (octave - 6));
});

test('a quantile is off by one bucket at most: 9 percent', () => {
  fc.assert(
    fc.property(
      fc.array(duration, { minLength: 1, maxLength: 300 }),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      (durations, q) => {
        const exact = [...durations].sort((a, b) => a - b)[Math.ceil(q * durations.length - 1e-9) - 1] ?? 0;
        const estimated = quantileUs(histogramOf(durations), q) ?? 0;
        expect(estimated / exact).toBeGreaterThan(2 ** (-1 / 8) - 1e-9);
        expect(estimated / exact).toBeLessThan(2 ** (1 / 8) + 1e-9);
      },
    ),
  );
});

test('percentiles of many calls are within 2 percent, and of nothing there are none', () => {
  let state = 5;
  const next = (): number => (state = (state * 48271) % 2_147_483_647) / 2_147_483_647;
  const durations = Array.from({ length: 50_000 }, () =>
    Math.round(Math.exp(8 + 2 * (next() + next() + next() - 1.5))),
  );
  const sorted = [...durations].sort((a, b) => a - b);
  for (const q of [0.5, 0.95, 0.99]) {
    const exact = sorted[Math.ceil(q * sorted.length) - 1] ?? 0;
    expect(Math.abs((quantileUs(histogramOf(durations), q) ?? 0) / exact - 1)).toBeLessThan(0.02);
  }
  expect(quantileUs(emptyHistogram(), 0.5)).toBeNull();
});

test('of one call, and of calls that took the same, each percentile is what they took', () => {
  fc.assert(
    fc.property(duration, fc.integer({ min: 1, max: 500 }), (us, calls) => {
      const known = { sumUs: us * calls };
      const found = quantilesUs(histogramOf(Array.from({ length: calls }, () => us)), [0.5, 0.95, 0.99], known);
      for (const quantile of found) expect(quantile).toBeCloseTo(us, 6);
    }),
  );
});

test('no percentile of few calls reaches the end of the slowest bucket', () => {
  const upperUs = latencyEdgeUs(latencyBucket(772_000) + 1);
  expect(quantileUs(histogramOf([90_000, 120_000, 772_000]), 0.99)).toBeLessThan(upperUs * 0.97);
});

test('calls up to a limit are off by those of its own bucket at most, and exact at its edges', () => {
  fc.assert(
    fc.property(fc.array(duration, { maxLength: 300 }), duration, (durations, limitUs) => {
      const counts = histogramOf(durations);
      const bucket = latencyBucket(limitUs);
      const below = durations.filter((us) => latencyBucket(us) < bucket).length;
      const near = counts[bucket] ?? 0;
      const found = countUpTo(counts, limitUs);
      expect(found).toBeGreaterThanOrEqual(below);
      expect(found).toBeLessThanOrEqual(below + near);
      expect(countUpTo(counts, latencyEdgeUs(bucket))).toBeCloseTo(below, 6);
    }),
  );
  expect(countUpTo(histogramOf([70, 1_000, 60_000_000]), 1e12)).toBe(3);
});

test('Apdex counts what satisfies whole, what is tolerated half, what is slower not at all', () => {
  expect(apdex(emptyHistogram(), 500_000)).toBeNull();
  expect(apdex(histogramOf([1_000, 2_000]), 500_000)).toBe(1);
  expect(apdex(histogramOf([1_000, 1_200_000]), 500_000)).toBe(0.75);
  expect(apdex(histogramOf([1_000, 1_200_000, 9_000_000, 9_000_000]), 500_000)).toBe(0.375);
  expect(apdex(histogramOf([9_000_000]), 500_000)).toBe(0);
});

test('of calls that all took the same Apdex is exact, however near to the threshold or to four times it', () => {
  const of = (us: number) => apdex(histogramOf([us, us, us]), 500_000, { sumUs: 3 * us });
  expect([490_000, 500_000, 500_001].map(of)).toEqual([1, 1, 0.5]);
  expect([1_990_000, 2_000_000, 2_000_001].map(of)).toEqual([0.5, 0.5, 0]);
});
