import type { RatePeak } from '../../shared';
import type { Thresholds } from '../catalogue';
import type { RateCounter, RatePolicy, RateState } from './counter';

/** What the steps of counting rates in one fold share. */
export interface RateScope {
  state: RateState;
  thresholds: Thresholds;
  nowMs: number;
  /** Counters with an episode that began or grew. */
  told: Set<RateCounter>;
  /** Counters of policies that were added to, and whose peaks are not told yet. */
  counted: Map<RateCounter, RatePolicy>;
  /** In the order in which they were told: of a key and hour told twice see `laterPeak`. */
  peaks: RatePeak[];
}
