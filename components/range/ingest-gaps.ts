import type { IngestGapsAnswer } from '../../lib/shared';
import type { TimeRange } from '../charts/types';

/** Gaps as times; one that goes on has no end. */
export const toTimes = ({ gaps }: IngestGapsAnswer): readonly TimeRange[] =>
  gaps.map(({ from, to }) => ({ from: Date.parse(from), to: to === null ? Infinity : Date.parse(to) }));

type Step = { at: number; stepMs: number };

/** A count of a step; null where it is 0 only since no calls were taken in the whole step. What came later all the same counts. */
export function unlessGap(value: number | null, { at, stepMs }: Step, gaps: readonly TimeRange[] = []): number | null {
  if (value !== 0) return value;
  return gaps.some(({ from, to }) => from <= at && to >= at + stepMs) ? null : value;
}
