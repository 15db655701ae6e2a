import type { CallMark } from '../../lib/shared';

const WORDS: Readonly<Record<CallMark, string>> = {
  otp: 'a one-time code was checked',
  passwordReset: 'a password reset was asked for',
  enforced: 'refused by a response action',
  durationClamped: 'took longer than durations are kept',
  aborted: 'the client left before the answer was finished',
  streaming: 'the answer was streamed',
  backfill: 'arrived more than 15 minutes late',
  clockCorrected: 'its clock was corrected',
};

/** What is known of a call beside its figures; "nothing" when there is nothing. */
export const markWords = (marks: readonly CallMark[]): string =>
  marks.length === 0 ? 'nothing' : marks.map((mark) => WORDS[mark]).join(', ');
