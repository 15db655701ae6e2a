import type { Comparison } from '../../shared';
import { comparedEndMs, comparisonShiftMs } from '../../shared';
import { stepOf } from '../range/resolve-range';

/** Half-open range in epoch ms with the environment; null is all but archives. */
export interface ReadRange {
  fromMs: number;
  toMs: number;
  environment: string | null;
}

const [LEAST_MS, MOST_MS] = [1_000, 5_000];
const PARTS_OF_STEP = 60;

/**
 * Figures and charts of a range after hints of calls: read again as often as a sixtieth of a step has passed, from once a second in an
 * hour to every five from a day on. More often a chart would be drawn anew that looks the same, which a slow browser has no time for.
 */
export const followsCalls = ({ fromMs, toMs }: Pick<ReadRange, 'fromMs' | 'toMs'>, also: readonly string[] = []) => ({
  topics: ['calls', ...also],
  everyMs: Math.min(MOST_MS, Math.max(LEAST_MS, stepOf(toMs - fromMs) / PARTS_OF_STEP)),
});

/** A range cut into steps, perhaps with what it is compared with. */
export interface PeriodInput extends ReadRange {
  stepMs: number;
  compare: Comparison | null;
}

const iso = (ms: number): string => new Date(ms).toISOString();

export const rangeQuery = ({ fromMs, toMs, environment }: ReadRange) => ({
  from: iso(fromMs),
  to: iso(toMs),
  environment,
});

export const periodQuery = (input: PeriodInput) => ({
  ...rangeQuery(input),
  step: input.stepMs / 1_000,
  vs: input.compare,
});

/** The range that another is compared with, to the minute as long as that has lasted by now. */
export function comparedRange(
  { fromMs, toMs }: { fromMs: number; toMs: number },
  { compare, nowMs }: { compare: Comparison | null; nowMs: number },
) {
  const shiftMs = comparisonShiftMs(compare ?? 'prev', toMs - fromMs);
  const endMs = comparedEndMs({ fromMs, toMs, shiftMs }, { nowMs, unitMs: 60_000 });
  return { fromMs: fromMs - shiftMs, toMs: endMs };
}
