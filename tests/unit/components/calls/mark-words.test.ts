import { expect, test } from 'vitest';
import { markWords } from '../../../../components/calls/mark-words';
import { callMarksOf, FLAG } from '../../../../lib/shared';

test('what a call is marked with is said in words', () => {
  expect(markWords([])).toBe('nothing');
  expect(markWords(callMarksOf(FLAG.otp | FLAG.passwordReset, 0))).toBe(
    'a one-time code was checked, a password reset was asked for',
  );
});
