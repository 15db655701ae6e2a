import { MAX_THRESHOLD, ruleMeasureInfo, thresholdOf } from '../../shared';
import type { BacktestThreshold, MetricDefinition, RuleCondition } from '../../shared';
import type { Firing } from '../metric/firings';
import { MINUTE_MS } from '../metric/machine';
import type { Windows } from '../metric/replay';
import { run } from './run';
import type { Run } from './run';

/** Of 25 %: 5, 10, 15, 20, 25, 40 and 60 %. */
const FACTORS = [0.2, 0.4, 0.6, 0.8, 1, 1.6, 2.4];
const MOST = Math.max(...FACTORS);

function peakOf({ windows }: Windows): number {
  return windows.reduce((peak, window) => (window.kind === 'value' ? Math.max(peak, window.value) : peak), 0);
}

/** Thresholds around the rule's own, ascending, to two digits; of a rule at 0 up to the highest value that there was. */
export function thresholdsAround({ measure, condition }: MetricDefinition, observed: Windows): number[] {
  const own = thresholdOf(condition);
  const { unit } = ruleMeasureInfo(measure);
  const base = own > 0 ? own : peakOf(observed) / MOST;
  const most = unit === 'ratio' ? 1 : MAX_THRESHOLD;
  const factors = own > 0 ? FACTORS.filter((factor) => factor !== 1) : FACTORS;
  const rounded = factors.map((factor) => Number((base * factor).toPrecision(2)));
  const others = unit === 'count' ? rounded.map(Math.round) : rounded;
  return [...new Set([own, ...others])].filter((value) => value <= most).toSorted((a, b) => a - b);
}

const moved = (condition: RuleCondition, threshold: number): RuleCondition =>
  'above' in condition ? { above: threshold } : { below: threshold };

const firingSeconds = (firings: readonly Firing[], endMs: number): number =>
  firings.reduce((sum, { fromMs, toMs }) => sum + ((toMs ?? endMs) - fromMs), 0) / 1000;

/** What a rule would have done at thresholds around its own, by the windows that were read for it. `found`: at its own. */
export function tryThresholds(rule: MetricDefinition, observed: Windows, found: Run): BacktestThreshold[] {
  if (observed.windows.length === 0) return [];
  const own = thresholdOf(rule.condition);
  const endMs = observed.firstEndMs + (observed.windows.length - 1) * MINUTE_MS;
  return thresholdsAround(rule, observed).map((threshold) => {
    const { firings, notifications, noDataNotifications } =
      threshold === own ? found : run({ ...rule, condition: moved(rule.condition, threshold) }, observed);
    const told = { notifications, noDataNotifications };
    return { threshold, firings: firings.length, ...told, firingSeconds: firingSeconds(firings, endMs) };
  });
}
