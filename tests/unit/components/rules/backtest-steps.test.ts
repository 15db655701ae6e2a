import { expect, test } from 'vitest';
import { stepMsOf, stepsOf } from '../../../../components/rules/editor/backtest-steps';

const HOUR_MS = 3_600_000;
const START = Date.UTC(2026, 10, 24);
const iso = (hours: number, minutes = 0): string => new Date(START + hours * HOUR_MS + minutes * 60_000).toISOString();
const answer = {
  from: iso(0),
  to: iso(14 * 24),
  points: [
    { at: iso(0, 20), value: 0.1 },
    { at: iso(1), value: 0.4 }, // its last minute lies in the first hour
    { at: iso(1, 10), value: null },
    { at: iso(3, 1), value: 0.3 },
    { at: iso(3, 2), value: null },
    { at: iso(3, 3), value: 0.2 },
  ],
};

test('a chart of the past has the highest value of each step, and a gap where there is none', () => {
  expect(stepsOf(answer, { above: 0.2 })).toEqual({
    stepMs: HOUR_MS,
    times: [0, 1, 2, 3].map((hour) => START + hour * HOUR_MS),
    values: [0.4, null, null, 0.3],
  });
});

test('of a rule that watches below it has the lowest', () => {
  expect(stepsOf(answer, { below: 0.2 }).values).toEqual([0.1, null, null, 0.2]);
});

test('a past without points has no steps', () => {
  expect(stepsOf({ ...answer, points: [] }, { above: 1 })).toMatchObject({ times: [], values: [] });
});

test.each([
  [1, 5 / 60],
  [7, 1],
  [14, 1],
  [30, 2],
])('%i days are drawn in steps of %f hours', (days, hours) => {
  expect(stepMsOf({ from: iso(0), to: iso(days * 24) })).toBe(hours * HOUR_MS);
});
