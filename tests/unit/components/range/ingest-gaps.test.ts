import { expect, test } from 'vitest';
import { isGap, toTimes } from '../../../../components/range/ingest-gaps';

const at = (minute: number): string => new Date(minute * 60_000).toISOString();
const gaps = toTimes({
  gaps: [
    { from: at(10.5), to: at(15) },
    { from: at(30), to: null },
  ],
});
const nothing = { calls: 0, rateLimited: 0, errorRatio: null };

test.each([
  ['before it', { at: at(9), ...nothing }, false],
  ['partly in it', { at: at(10), ...nothing }, false],
  ['wholly in it', { at: at(11), ...nothing }, true],
  ['its last', { at: at(14), ...nothing }, true],
  ['after it', { at: at(15), ...nothing }, false],
  ['in it, and calls came later, none of them limited', { at: at(12), ...nothing, calls: 3 }, false],
  ['in one that goes on', { at: at(40), ...nothing }, true],
])('a step in which no calls were taken is a gap and not 0: %s', (_, step, gap) => {
  expect(isGap(step, 60_000, gaps)).toBe(gap);
});

test('without gaps a 0 is a 0', () => {
  expect(isGap({ at: at(11), ...nothing }, 60_000, [])).toBe(false);
});
