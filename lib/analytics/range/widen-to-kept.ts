import type { FigureScope, Range } from './params';
import { wholeUnits } from './params';
import { isKept, keptSince } from './require-kept';
import type { endpointSegments } from './segments';

const HOUR_MS = 3_600_000;
const UNITS_MS = [1, HOUR_MS, 24 * HOUR_MS] as const;

interface Asked extends FigureScope, Range {
  now: Date;
  /** The tiers that tell the range. */
  segmentsBy: typeof endpointSegments;
}

/** The least range that holds this one and is still told: an end among minutes that are gone moves to a whole hour, else to a whole day. */
export function widenToKept({ segmentsBy, ...query }: Asked): Range {
  const ranges = UNITS_MS.flatMap((beginMs) =>
    UNITS_MS.map((endMs) => ({ from: wholeUnits(query, beginMs).from, to: wholeUnits(query, endMs).to })),
  );
  const isTold = (range: Range): boolean =>
    isKept(segmentsBy(range, { ...query, stepSeconds: null }), keptSince(query.rawSinceMs));
  return ranges.find(isTold) ?? wholeUnits(query, UNITS_MS[2]);
}
