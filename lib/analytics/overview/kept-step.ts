import type { FigureScope, Range } from '../range/params';
import { roundToStep } from '../range/params';
import { isKept } from '../range/require-kept';
import type { endpointSegments } from '../range/segments';

const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 86_400;

export interface StepChoice extends FigureScope, Range {
  now: Date;
  /** The tiers that tell the range. */
  segmentsBy: typeof endpointSegments;
}

const upTo = (seconds: number, unit: number): number => Math.ceil(seconds / unit) * unit;

/** The step that is asked for; where what is kept of the range does not tell it any more, the next one in whole hours or days. */
export function keptStep({ segmentsBy, ...query }: StepChoice, askedSeconds: number): number {
  const steps = [askedSeconds, upTo(askedSeconds, HOUR_SECONDS), upTo(askedSeconds, DAY_SECONDS)];
  const kept = steps.find((stepSeconds) =>
    isKept(segmentsBy(roundToStep(query, stepSeconds), { ...query, stepSeconds }), query.rawSinceMs),
  );
  return kept ?? askedSeconds;
}
