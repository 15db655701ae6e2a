import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Rest } from '../../../../lib/explorer/tail/rest';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Milliseconds of the rest after the last of so many failures. */
function restAfter(failures: number, error: Error): number {
  const rest = new Rest();
  for (let failed = 0; failed < failures; failed++) rest.begin(error);
  const beganMs = performance.now();
  while (!rest.isOver) vi.advanceTimersByTime(500);
  return performance.now() - beganMs;
}

test('a tail that could not be read rests longer each time, but only for seconds while the database is away', () => {
  const slow = new Error('took too long');
  const away = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
  expect([1, 2, 9].map((failures) => restAfter(failures, slow))).toEqual([2_000, 4_000, 30_000]);
  expect([1, 2, 9].map((failures) => restAfter(failures, away))).toEqual([2_000, 4_000, 4_000]);
});
