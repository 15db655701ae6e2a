import { expect, test } from 'vitest';
import { callMarksOf, FLAG } from '../../../../lib/shared';

test.each([
  [0, []],
  [FLAG.loginMask | FLAG.enforced, []],
  [2 | FLAG.otp, ['otp']],
  [FLAG.passwordReset, ['passwordReset']],
  [FLAG.otp | FLAG.passwordReset, ['otp', 'passwordReset']],
])('the marks in the flags %i are %j', (flags, marks) => {
  expect(callMarksOf(flags)).toEqual(marks);
});
