import { expect, test } from 'vitest';
import { isComparable } from '../../../../lib/shared';

const day = (date: number): Date => new Date(Date.UTC(2026, 10, date));

test('a period is compared with when calls were watched for all of it', () => {
  const before = { from: day(2) };
  expect([1, 2, 3, 20].map((date) => isComparable(before, day(date)))).toEqual([true, true, false, false]);
});
