import { expect, test } from 'vitest';
import { answeredSteps } from '../../../../components/range/answered-steps';

const HOUR_MS = 3_600_000;
const asked = { fromMs: 9.5 * HOUR_MS, toMs: 10.5 * HOUR_MS, stepMs: 60_000 };

test('charts have the steps that were asked for while those, or none yet, are answered', () => {
  const answer = {
    from: new Date(asked.fromMs).toISOString(),
    to: new Date(asked.toMs).toISOString(),
    stepSeconds: 60,
  };
  expect(answeredSteps(asked, answer)).toEqual(asked);
  expect(answeredSteps(asked, undefined)).toEqual(asked);
});

test('charts have the larger steps of a range of which no smaller ones are kept, and all of each', () => {
  const answer = {
    from: new Date(9 * HOUR_MS).toISOString(),
    to: new Date(11 * HOUR_MS).toISOString(),
    stepSeconds: 3_600,
  };
  expect(answeredSteps(asked, answer)).toEqual({ fromMs: 9 * HOUR_MS, toMs: 11 * HOUR_MS, stepMs: HOUR_MS });
});
