import { expect, test } from 'vitest';
import {
  bitsOfMarks,
  CALL_MARKS,
  callMarksOf,
  CONTENT_TYPES,
  contentTypeIn,
  FLAG,
  TRAIT,
} from '../../../../lib/shared';
import { CONTENT_TYPE } from '../../../../sdk/src/wire';

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

test('content types are numbered as on the wire, and stand beside method and marks without touching them', () => {
  expect(CONTENT_TYPES.map((_, at) => CONTENT_TYPE[at])).toEqual(CONTENT_TYPES);
  for (const [at, type] of CONTENT_TYPES.entries()) {
    const traits = TRAIT.methodMask | (at << TRAIT.contentTypeShift) | TRAIT.backfill;
    expect([contentTypeIn(traits), callMarksOf(0, traits)]).toEqual([type === 'none' ? null : type, ['backfill']]);
  }
});
