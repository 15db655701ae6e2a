import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeClock } from '../../../../lib/client/range/clock';

const EVERY_MS = 5_000;
const ignore = () => undefined;

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

test('a clock begins with the time of the server, and all readers of an interval hear the next one together', () => {
  const clock = makeClock(999_000);
  const heard: number[] = [];
  const ends = [1, 2].map(() => clock.follow(EVERY_MS, () => heard.push(clock.at(EVERY_MS))));
  expect(clock.at(EVERY_MS)).toBe(999_000);
  vi.advanceTimersByTime(EVERY_MS);
  expect(heard).toEqual([1_005_000, 1_005_000]);
  for (const end of ends) end();
  vi.advanceTimersByTime(EVERY_MS);
  expect(heard).toHaveLength(2);
});

test('who comes after nobody followed for a while reads the time at once', () => {
  const clock = makeClock(1_000_000);
  clock.follow(EVERY_MS, ignore)();
  vi.advanceTimersByTime(60_000);
  clock.follow(EVERY_MS, ignore);
  expect(clock.at(EVERY_MS)).toBe(1_060_000);
});

test('a browser whose clock is far from that of the server goes by its own', () => {
  const clock = makeClock(4_600_000);
  clock.follow(EVERY_MS, ignore);
  expect(clock.at(EVERY_MS)).toBe(1_000_000);
});
