import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dispersionOf, levelOf, medianOf, steadied, usualCounts, usualHour, usualOfStep } from '../../../../lib/stats';

/** A generator that repeats itself. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}

/** A Poisson count, by the product of uniform numbers in parts of mean 30. */
function poisson(mean: number, random: () => number): number {
  let [count, left] = [0, mean];
  for (; left > 0; left -= 30) {
    const limit = Math.exp(-Math.min(30, left));
    for (let product = random(); product > limit; product *= random()) count += 1;
  }
  return count;
}

const normal = (random: () => number): number => Array.from({ length: 12 }, random).reduce((a, b) => a + b) - 6;

test.each([
  ['a call every hundred steps', 0.01, 0, 1],
  ['one call a step', 1, 0, 5],
  ['ten calls a step', 10, 2, 21],
  ['a hundred calls a step', 100, 71, 132],
])('%s, by chance alone: the ends of a Poisson distribution', (_, mean, low, high) => {
  expect(usualCounts(mean, mean)).toEqual({ low, high });
});

test('where the sum ends and the smooth likeness begins, both say the same', () => {
  for (const variance of [200, 1_000, 4_000]) {
    const [summed, smooth] = [usualCounts(200, variance), usualCounts(200.001, variance)];
    expect(Math.abs(summed.low - smooth.low)).toBeLessThanOrEqual(2);
    expect(Math.abs(summed.high - smooth.high) / summed.high).toBeLessThan(0.01);
  }
});

test('the ends hold the mean, and move apart with the variance', () => {
  const mean = fc.double({ min: 0.001, max: 1e8, noNaN: true });
  fc.assert(
    fc.property(mean, fc.double({ min: 1, max: 50, noNaN: true }), (of, times) => {
      const [near, far] = [usualCounts(of, of), usualCounts(of, of * times)];
      expect(near.low).toBeLessThanOrEqual(of);
      expect(near.high).toBeGreaterThanOrEqual(Math.floor(of));
      expect(far.high).toBeGreaterThanOrEqual(near.high - 1);
      expect(far.low).toBeLessThanOrEqual(near.low + 1);
    }),
  );
});

test('nothing is usual where there is nothing', () => {
  expect(usualCounts(0, 0)).toEqual({ low: 0, high: 0 });
});

test('an attack in one of four weeks does not move the usual hour', () => {
  const quiet = [98, 100, 102, 97, 101, 103, 99, 100, 104];
  const attacked = usualHour([...quiet, 9_000, 12_000, 8_000]);
  expect(attacked.calls).toBeLessThan(105);
  expect(attacked.deviation).toBeLessThan(6);
});

test('of hours with hardly a call the mean counts, but no more than five', () => {
  expect(usualHour([0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0]).calls).toBeCloseTo(2.5 / 12, 9);
  expect(usualHour([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9_000]).calls).toBe(5);
});

test('a single call is never unusual for an endpoint that is hardly called', () => {
  const [hour] = steadied([usualHour(Array.from({ length: 12 }, () => 0))], 1);
  if (!hour) throw new Error('an hour is missing');
  expect(usualOfStep(hour, { hours: 1 / 30, dispersion: 1 }).high).toBeGreaterThanOrEqual(1);
});

test('calls that come in bursts scatter more than chance', () => {
  const even = Array.from({ length: 6 }, () => Array.from({ length: 30 }, () => 2));
  const bursts = Array.from({ length: 6 }, () => Array.from({ length: 30 }, (_, step) => (step === 0 ? 60 : 0)));
  expect(dispersionOf(even)).toBe(1);
  expect(dispersionOf(bursts)).toBeCloseTo(60, 0);
  expect(dispersionOf([])).toBe(1);
});

test('the level follows what lasts, not an attack of a day, and needs hours enough', () => {
  const hours = (count: number, calls: number) => Array.from({ length: count }, () => ({ calls, usual: 10 }));
  expect(levelOf([...hours(47, 10), ...hours(25, 900)])).toBe(1);
  expect(levelOf([...hours(30, 10), ...hours(42, 20)])).toBe(2);
  expect(levelOf(hours(23, 20))).toBe(1);
  expect(levelOf([...hours(40, 0), ...hours(32, 10)])).toBe(1);
  expect(levelOf(Array.from({ length: 72 }, () => ({ calls: 3, usual: 1 })))).toBe(1);
});

test('the median is the middle, or half way between two', () => {
  expect([medianOf([3, 1, 2]), medianOf([4, 1]), medianOf([])]).toEqual([2, 2.5, 0]);
});

// Level changes by the hour as people do, and a tenth from week to week; steps of two minutes.
test.each([0.05, 1, 20, 400])('of ordinary traffic at %s calls a minute hardly a step is outside', (perMinute) => {
  const random = seeded(90);
  const level = (hour: number, week: number) =>
    perMinute * 60 * (1 + 0.6 * Math.sin((hour / 24) * 2 * Math.PI)) * (1 + 0.1 * (weeks[week] ?? 0));
  const weeks = Array.from({ length: 5 }, () => normal(random));
  let [outside, steps] = [0, 0];
  const hours = Array.from({ length: 24 }, (_, hour) =>
    usualHour([1, 2, 3, 4].flatMap((week) => [-1, 0, 1].map((near) => poisson(level(hour + near, week), random)))),
  );
  for (const [hour, usual] of steadied(hours, 1).entries()) {
    const { low, high } = usualOfStep(usual, { hours: 1 / 30, dispersion: 1 });
    for (let step = 0; step < 30; step++, steps++) {
      const calls = poisson(level(hour, 0) / 30, random);
      if (calls < low || calls > high) outside += 1;
    }
  }
  expect(outside / steps).toBeLessThan(0.02);
});
