import { expect, test } from 'vitest';
import { bitsOfMarks, CALL_MARKS, callMarksOf, FLAG, TRAIT } from '../../../../lib/shared';

test.each([
  [0, TRAIT.methodMask, []],
  [FLAG.loginMask | FLAG.suspicious, 0, []],
  [2 | FLAG.otp, 0, ['otp']],
  [FLAG.passwordReset, TRAIT.backfill | 3, ['passwordReset', 'backfill']],
  [FLAG.otp | FLAG.enforced, 0, ['otp', 'enforced']],
])('the marks in the flags %i and traits %i are %j', (flags, traits, marks) => {
  expect(callMarksOf(flags, traits)).toEqual(marks);
});

test('the bits of marks are read as those marks', () => {
  for (const mark of CALL_MARKS) {
    const { flags, traits } = bitsOfMarks([mark]);
    expect(callMarksOf(flags, traits)).toEqual([mark]);
  }
});
