import { expect, test } from 'vitest';
import { toTimes, unlessGap } from '../../../../components/range/ingest-gaps';

const at = (minute: number): string => new Date(minute * 60_000).toISOString();
const gaps = toTimes({
  gaps: [
    { from: at(10.5), to: at(15) },
    { from: at(30), to: null },
  ],
});
const step = (minute: number) => ({ at: minute * 60_000, stepMs: 60_000 });

test.each([
  ['before it', 9, 0, 0],
  ['partly in it', 10, 0, 0],
  ['wholly in it', 11, 0, null],
  ['its last', 14, 0, null],
  ['after it', 15, 0, 0],
  ['in it, and calls came later', 12, 3, 3],
  ['in one that goes on', 40, 0, null],
  ['of a ratio that is not known anyway', 20, null, null],
])('a step in which no calls were taken is a gap and not 0: %s', (_, minute, value, shown) => {
  expect(unlessGap(value, step(minute), gaps)).toBe(shown);
});

test('without gaps a 0 is a 0', () => {
  expect(unlessGap(0, step(11))).toBe(0);
});
