import { expect, test } from 'vitest';
import { countEnds } from '../../../../scripts/start/ends.mjs';

test('the sixth end within a minute is one too many', () => {
  const isOneTooMany = countEnds();
  expect([0, 1, 2, 3, 4, 5].map((second) => isOneTooMany(second * 1_000))).toEqual([...Array(5).fill(false), true]);
});

test('ends that lie further apart are never too many', () => {
  const isOneTooMany = countEnds();
  expect(Array.from({ length: 50 }, (_, index) => isOneTooMany(index * 15_000))).not.toContain(true);
});
