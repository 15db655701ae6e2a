import { expect, test } from 'vitest';
import { keyMove, snapped, stepOf, stepped } from '../../../../components/rules/editor/threshold-steps';

test.each([
  ['an axis to 100 %', 1, false, 0.01],
  ['an axis to 12 %', 0.12, false, 0.001],
  ['an axis to 60 %', 0.6, false, 0.005],
  ['an axis to 30 %', 0.3, false, 0.002],
  ['an axis to 1 s', 1000, false, 10],
  ['counts to 40', 40, true, 1],
  ['counts to 5,000', 5000, true, 50],
])('a threshold moves by a round hundredth of the axis: %s', (_, top, whole, step) => {
  expect(stepOf(top, whole)).toBe(step);
});

test('a threshold that is dragged lands on a step, without the dust of binary fractions', () => {
  expect(snapped(0.0704, 0.01)).toBe(0.07);
  expect(snapped(0.2999, 0.001)).toBe(0.3);
});

test('a key moves by whole steps, first onto one, and never below 0', () => {
  expect(stepped(0.25, 0.01, 1)).toBe(0.26);
  expect(stepped(0.253, 0.01, 1)).toBe(0.26);
  expect(stepped(0.253, 0.01, -1)).toBe(0.25);
  expect(stepped(0.3, 0.1, -1)).toBe(0.2);
  expect(stepped(0.04, 0.01, -10)).toBe(0);
});

test('keys of a slider move it, others are left alone', () => {
  expect(['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End', 'a'].map(keyMove)).toEqual([
    1,
    -1,
    10,
    -10,
    -Infinity,
    Infinity,
    null,
  ]);
});
