import { expect, it } from 'vitest';
import { stepSentence } from '../../../../components/charts/pointing/step-tooltip';
import { CALLS_PER_MINUTE, ratePer } from '../../../../components/charts/scale/unit';

const MINUTE_MS = 60_000;

const sentence = (
  rate: number | null,
  { stepMs = 10 * MINUTE_MS, unit = CALLS_PER_MINUTE, unfinishedFrom = Infinity } = {},
): string => {
  const range = { from: 0, to: 6 * stepMs };
  const series = [{ key: 'calls', label: 'Calls', values: [rate] }];
  return stepSentence({ times: [0], stepMs, range, unit, series, unfinishedFrom }, 0).replace(/^.*?: /, '');
};

it('tells how many calls a step holds beside its rate, whatever that is rounded to', () => {
  expect(sentence(74.2)).toBe('Calls 74 per min, In 10 min 742 calls');
  expect(sentence(0.1)).toBe('Calls 0.1 per min, In 10 min 1 call');
  expect(sentence(7 / 3, { stepMs: 180 * MINUTE_MS })).toBe('Calls 2.3 per min, In 3 h 420 calls');
});

it('says nothing twice: a minute is its own rate, and no data holds no calls', () => {
  expect(sentence(74, { stepMs: MINUTE_MS })).toBe('Calls 74 per min');
  expect(sentence(null)).toBe('Calls no data');
});

it('takes no rate of a window that moves for a count of its step', () => {
  expect(sentence(74.2, { unit: ratePer('min') })).toBe('Calls 74 per min');
});

it('does not say of a step that still goes on that its calls are all of it', () => {
  expect(sentence(74.2, { unfinishedFrom: 0 })).toBe('Calls 74 per min, So far 742 calls');
});
