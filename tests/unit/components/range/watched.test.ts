import { expect, test } from 'vitest';
import { untilNow } from '../../../../components/range/until-now';
import { isUnwatched, watchedCounts, watchedMs } from '../../../../components/range/watched';

const MINUTE = 60_000;
const at = (minute: number): string => new Date(minute * MINUTE).toISOString();
const step = (minute: number, calls = 0) => ({ at: at(minute), calls });
/** The first call ever came at 10:30; none were taken from 20 to 25. */
const watch = { sinceMs: 10.5 * MINUTE, gaps: [{ from: 20 * MINUTE, to: 25 * MINUTE }] };

test.each([
  ['before the first call ever', step(9), true],
  ['in which that came', step(10), false],
  ['in a gap', step(22), true],
  ['in a gap, of which calls came later', step(22, 3), false],
  ['after both', step(30), false],
])('a step %s', (_, point, unwatched) => expect(isUnwatched(point, MINUTE, watch)).toBe(unwatched));

test('while nothing is known of the first call, a 0 is a 0', () => {
  expect(isUnwatched(step(0), MINUTE, { sinceMs: null, gaps: [] })).toBe(false);
});

test('small lines are open where nothing was watched, and not 0', () => {
  const times = [8, 9, 10, 22, 30].map((minute) => minute * MINUTE);
  expect(watchedCounts([0, 0, 4, 0, 0], { times, stepMs: MINUTE }, watch)).toEqual([null, null, 4, null, 0]);
});

test('time that was not watched, and that has not come yet, is none that calls are divided by', () => {
  const points = Array.from({ length: 40 }, (_, minute) => step(minute));
  const watched = (nowMinute: number): number =>
    watchedMs(points, MINUTE, { ...watch, nowMs: nowMinute * MINUTE }) / MINUTE;
  expect(watched(100)).toBe(40 - 10.5 - 5);
  expect(watched(30.25)).toBe(30.25 - 10.5 - 5);
  expect(watched(5)).toBe(0);
});

test('a range that goes on is said to end now, and one that is over or has not begun as it is', () => {
  expect(untilNow({ fromMs: 10, toMs: 30 }, 20)).toEqual({ fromMs: 10, toMs: 20 });
  expect(untilNow({ fromMs: 10, toMs: 30 }, 40)).toEqual({ fromMs: 10, toMs: 30 });
  expect(untilNow({ fromMs: 10, toMs: 30 }, 5)).toEqual({ fromMs: 10, toMs: 30 });
});
