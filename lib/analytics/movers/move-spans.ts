import { comparisonShiftMs } from '../../shared';
import type { Comparison } from '../../shared';
import type { Range } from '../range/params';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

export interface MoveSpans {
  now: Range;
  before: Range;
}

/**
 * The range up to now and the one that it is compared with, both equally long. By whole minutes, and by whole hours beyond
 * a day, so that neither has to be read from calls; null when nothing is over of it.
 */
export function moveSpans({ from, to }: Range, vs: Comparison, at: Date): MoveSpans | null {
  const unitMs = to.getTime() - from.getTime() > DAY_MS ? HOUR_MS : MINUTE_MS;
  const firstMs = Math.floor(from.getTime() / unitMs) * unitMs;
  const endMs = Math.floor(Math.min(to.getTime(), at.getTime()) / unitMs) * unitMs;
  if (endMs <= firstMs) return null;
  const shiftMs = comparisonShiftMs(vs, vs === 'prev' ? endMs - firstMs : to.getTime() - from.getTime());
  return {
    now: { from: new Date(firstMs), to: new Date(endMs) },
    before: { from: new Date(firstMs - shiftMs), to: new Date(endMs - shiftMs) },
  };
}
