import { expect, test } from 'vitest';
import { isComparable } from '../../../../lib/shared';

const day = (date: number): Date => new Date(Date.UTC(2026, 10, date));

test('a period is compared with when calls were watched for half of it or more', () => {
  const before = { from: day(1), to: day(15) };
  expect(isComparable(before, day(1))).toBe(true);
  expect(isComparable(before, day(8))).toBe(true);
  expect(isComparable(before, day(9))).toBe(false);
  expect(isComparable(before, day(20))).toBe(false);
});
