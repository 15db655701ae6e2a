import { expect, test } from 'vitest';
import { sparkSteps } from '../../../../lib/shared';

const HOUR_MS = 3_600_000;

test.each([
  [1, 120_000],
  [6, 900_000],
  [24, HOUR_MS],
  [168, 6 * HOUR_MS],
  [720, 24 * HOUR_MS],
  [2160, 168 * HOUR_MS],
])('a small line of %d hours has whole steps that cover it, 31 at most', (hours, stepMs) => {
  const fromMs = Date.UTC(2026, 10, 12, 9, 35);
  const toMs = fromMs + hours * HOUR_MS;
  const steps = sparkSteps({ fromMs, toMs });
  expect(steps.stepMs).toBe(stepMs);
  expect(steps.times.every((at, index) => at === (steps.times[0] ?? 0) + index * stepMs && at % stepMs === 0)).toBe(
    true,
  );
  expect(steps.times[0]).toBeLessThanOrEqual(fromMs);
  expect((steps.times.at(-1) ?? 0) + stepMs).toBeGreaterThanOrEqual(toMs);
  expect(steps.times.length).toBeLessThanOrEqual(31);
});

test('a range of years and one of nothing have steps too', () => {
  expect(sparkSteps({ fromMs: 0, toMs: 400_000 * HOUR_MS }).times.length).toBeLessThanOrEqual(31);
  expect(sparkSteps({ fromMs: HOUR_MS, toMs: HOUR_MS }).times).toEqual([]);
});
