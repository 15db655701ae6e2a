import type { IngestGapsAnswer } from '../../lib/shared';
import type { TimeRange } from '../charts/scale/time-range';

/** Gaps as times; one that goes on has no end. */
export const toTimes = ({ gaps }: IngestGapsAnswer): readonly TimeRange[] =>
  gaps.map(({ from, to }) => ({ from: Date.parse(from), to: to === null ? Infinity : Date.parse(to) }));

const isEmpty = (step: object): boolean =>
  Object.values(step).every((value: unknown) => typeof value !== 'number' || value === 0);

/** Is a step empty only since no calls were taken in all of it? What came later all the same counts. */
export function isGap(step: { at: string }, stepMs: number, gaps: readonly TimeRange[]): boolean {
  const at = Date.parse(step.at);
  return gaps.some(({ from, to }) => from <= at && to >= at + stepMs) && isEmpty(step);
}
