import { expect, test } from 'vitest';
import { bandText, stepsOutside } from '../../../../components/charts/band';
import { ratePer } from '../../../../components/charts/scale/unit';
import { bandOf, baselineWords, learningWords, outsideWords } from '../../../../components/range/baseline';

const MINUTE_MS = 60_000;
const at = (minute: number) => new Date(minute * MINUTE_MS).toISOString();
const answer = {
  from: at(0),
  to: at(6),
  stepSeconds: 120,
  like: 'weekday' as const,
  days: 28,
  readyAt: null,
  points: [
    { at: at(0), low: 4, usual: 8, high: 14 },
    { at: at(2), low: null, usual: null, high: null },
    { at: at(4), low: 6, usual: 9, high: 16 },
  ],
};
const times = [0, 2, 4].map((minute) => minute * MINUTE_MS);

test('a band is told in calls per minute at the steps of the chart, whatever steps it was read for', () => {
  expect(bandOf(answer, times)).toEqual({ label: 'Baseline', low: [2, null, 3], high: [7, null, 8] });
  expect(bandOf(answer, times.slice(2))?.high).toEqual([8]);
});

test('without any step that is known there is no band', () => {
  expect(bandOf(answer, times.slice(1, 2))).toBeUndefined();
});

test('a step says its band with the unit once, and nothing where nothing is known', () => {
  const band = bandOf(answer, times);
  if (!band) throw new Error('there is a band');
  expect(bandText(band, 0, ratePer('min'))).toBe('2 to 7 per min');
  expect(bandText(band, 1, ratePer('min'))).toBeNull();
});

test('a step that is not over can be too high already, and never too low', () => {
  const band = { label: 'Baseline', low: [2, 2, 2], high: [7, 7, 7] };
  expect(stepsOutside([1, 2, 1], band, 2)).toBe(1);
  expect(stepsOutside([1, 7, 8], band, 2)).toBe(2);
  expect(stepsOutside([null, 7, 2], band)).toBe(0);
});

test.each([
  [[3, null, 4], ', inside its baseline'],
  [[9, null, 1], ', outside its baseline for 4 min'],
])('the summary of a chart says how long it was outside: %s', (values, words) => {
  expect(outsideWords(values, bandOf(answer, times), { stepMs: 120_000, over: 3 })).toBe(words);
});

test('without a band the summary says nothing of one', () => {
  expect(outsideWords([1], undefined, { stepMs: 120_000, over: 1 })).toBe('');
});

test('what a baseline is made of is told by the weeks, or by the days while they are few', () => {
  expect(baselineWords({ days: 28 })).toBe('same hours of the last 4 weeks');
  expect(baselineWords({ days: 9 })).toBe('same hours of the last 9 days');
});

test('while it is learning it says from which hour on there will be one, and nothing once there is nothing to wait for', () => {
  const readyAt = new Date(123.2 * 3_600_000).toISOString();
  expect(learningWords({ readyAt }, 0)).toBe('Baseline from 6 Jan 04:00 UTC');
  expect(learningWords({ readyAt }, 121 * 3_600_000)).toBe('Baseline from 04:00 UTC');
  expect(learningWords({ readyAt }, 124 * 3_600_000)).toBeNull();
  expect(learningWords({ readyAt: null }, 0)).toBeNull();
});
