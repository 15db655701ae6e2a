import { expect, test } from 'vitest';
import { peakSteps, stepOfAtMost } from '../../../../components/rate-limits/peak-steps';
import { LIMIT_AT, shareAt } from '../../../../components/rate-limits/share-scale';

const HOUR = 3_600_000;
const START = Date.UTC(2026, 10, 24, 8);
const iso = (hours: number): string => new Date(START + hours * HOUR).toISOString();
const range = { fromMs: START, toMs: START + 6 * HOUR, stepMs: HOUR };

test('the limit stands in one place, and a greater share is always the longer bar', () => {
  expect(shareAt(0)).toBe(0);
  expect(shareAt(1)).toBeCloseTo(LIMIT_AT);
  const ends = [0.1, 0.5, 0.99, 1, 1.01, 2, 10, 1_000].map(shareAt);
  expect(ends).toEqual([...ends].sort((a, b) => a - b));
  expect(new Set(ends).size).toBe(ends.length);
  expect(Math.max(...ends)).toBeLessThan(1);
});

test('hours without calls are zero once the policy counts, and not known before', () => {
  const byHour = [{ at: iso(4), peak: 7, keysOver: 0 }];
  expect(peakSteps({ byHour, countedFrom: iso(2.5) }, range).map(({ peak }) => peak)).toEqual([null, null, 0, 0, 7, 0]);
  expect(peakSteps({ byHour: [], countedFrom: null }, range).every(({ peak }) => peak === null)).toBe(true);
});

test('a longer step shows the highest peak of its hours', () => {
  const byHour = [3, 9, 4].map((peak, index) => ({ at: iso(index * 2), peak, keysOver: 0 }));
  const steps = peakSteps({ byHour, countedFrom: iso(0) }, { ...range, stepMs: 4 * HOUR });
  expect(steps).toEqual([
    { at: iso(0), peak: 9 },
    { at: iso(4), peak: 4 },
  ]);
});

test('a range that begins within an hour keeps that hour', () => {
  const byHour = [{ at: iso(0), peak: 5, keysOver: 0 }];
  const during = { fromMs: START + HOUR / 2, toMs: START + 1.5 * HOUR, stepMs: HOUR };
  expect(peakSteps({ byHour, countedFrom: iso(0) }, during).map(({ peak }) => peak)).toEqual([5, 0]);
});

test('a range of any length is cut into steps of whole hours, no more than asked for', () => {
  for (const hours of [1, 6, 24, 168, 720, 2_160]) {
    const toMs = START + hours * HOUR;
    const step = stepOfAtMost(30, { fromMs: START, toMs });
    expect(step % HOUR).toBe(0);
    expect((hours * HOUR) / step).toBeLessThanOrEqual(30);
  }
});
