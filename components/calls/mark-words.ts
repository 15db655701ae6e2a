import type { CallMark } from '../../lib/shared';

const WORDS: Readonly<Record<CallMark, string>> = {
  otp: 'a one-time code was checked',
  passwordReset: 'a password reset was asked for',
};

/** What the API said of a call beside its outcome; "nothing" when it said nothing. */
export const markWords = (marks: readonly CallMark[]): string =>
  marks.length === 0 ? 'nothing' : marks.map((mark) => WORDS[mark]).join(', ');
