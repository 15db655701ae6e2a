import type { Thresholds } from '../catalogue';
import { stretchOver, type Window } from './cells';
import type { RateCounter, RatePolicy } from './counter';

type Limits = Thresholds['rateViolation'];

/** For so many cells a key must stay over three times its policy. */
export const raisedCells = ({ raisedMs }: Limits, { cellSeconds }: Window): number =>
  Math.ceil(raisedMs / 1000 / cellSeconds);

interface Added {
  /** Cell that calls were added to. */
  at: number;
  window: Window;
  policy: RatePolicy;
  limits: Limits;
}

/**
 * Does the key stay over three times its policy for ten minutes, now that calls were added? Then its episode is worse. It is
 * judged by the calls alone: neither the order they come in nor what else a flush holds makes a difference.
 */
export function raise({ cells, episode }: RateCounter, { at, window, policy, limits }: Added): void {
  if (episode?.severity !== limits.severity) return;
  const last = cells.at.at(-1) ?? at;
  if (at === last && at < episode.risesFrom) return;
  const enough = raisedCells(limits, window);
  const options = { window: window.cells, limit: limits.raisedTimes * policy.callLimit, enough };
  const { isLong, since } = stretchOver(cells, at, options);
  if (isLong) episode.severity = limits.raisedSeverity;
  episode.risesFrom = since === null ? 0 : since + enough - 1;
}
