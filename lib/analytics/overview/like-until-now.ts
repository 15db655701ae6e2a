import { comparedEndMs } from '../../shared';
import type { TierKeeps } from '../../storage';
import type { Range } from '../range/params';
import type { endpointSegments } from '../range/segments';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

interface Compared extends Range {
  keeps: TierKeeps;
  now: Date;
}

/** Whether rollups tell a range up to its very end. */
function endsInTiers(range: Compared, segmentsBy: typeof endpointSegments): boolean {
  const dayMs = Math.floor((range.to.getTime() - 1) / DAY_MS) * DAY_MS;
  const lastDay = { from: new Date(Math.max(range.from.getTime(), dayMs)), to: range.to };
  return segmentsBy(lastDay, { ...range, stepSeconds: null }).every(({ source }) => source !== 'raw');
}

/**
 * What a range that still goes on is compared with, cut where it had lasted as long: at the nearest minute, or at the nearest hour
 * or day where no smaller parts are kept. Cut already, it is cut anew by these tiers.
 */
export function likeUntilNow<Of extends Compared>(range: Range, previous: Of, segmentsBy: typeof endpointSegments): Of {
  const [fromMs, toMs] = [range.from.getTime(), range.to.getTime()];
  const span = { fromMs, toMs, shiftMs: fromMs - previous.from.getTime() };
  const cuts = [MINUTE_MS, HOUR_MS, DAY_MS].map((unitMs): Of => {
    const endMs = comparedEndMs(span, { nowMs: previous.now.getTime(), unitMs });
    return { ...previous, to: new Date(endMs) };
  });
  const whole = { ...previous, to: new Date(toMs - span.shiftMs) };
  return cuts.find((cut) => endsInTiers(cut, segmentsBy)) ?? whole;
}
