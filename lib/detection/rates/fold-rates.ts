import type { RateCount, RatePeak, Signal } from '../../shared';
import type { Thresholds } from '../catalogue';
import type { Finding } from '../finding';
import { countRates } from './count-rates';
import type { RatePolicies, RateState } from './counter';
import { describeRates } from './describe-rate';
import { tellPeaks } from './peaks';
import { countRefusals } from './refusals';
import type { RateScope } from './scope';
import { shed } from './shed';

interface RateFold {
  signals: readonly Signal[];
  rates: readonly RateCount[];
  policies: RatePolicies;
  nowMs: number;
  thresholds: Thresholds;
}

/** Counts the rates of one flush and its answers 429; what is over, and the peaks that changed. */
export function foldRates(
  state: RateState,
  { signals, rates, policies, nowMs, thresholds }: RateFold,
): { findings: Finding[]; peaks: RatePeak[] } {
  const scope: RateScope = { state, thresholds, nowMs, told: new Set(), counted: new Map(), peaks: [] };
  countRates(scope, rates, policies);
  countRefusals(scope, signals);
  tellPeaks(scope);
  const told = { findings: describeRates(scope, policies), peaks: scope.peaks };
  shed(state, { nowMs, policies, thresholds });
  return told;
}
