import { expect, test } from 'vitest';
import { thresholdsAround } from '../../../../lib/alerting/backtest/thresholds';
import type { MetricDefinition, Observation, RuleCondition, RuleMeasure } from '../../../../lib/shared';

const ruleOf = (measure: RuleMeasure, condition: RuleCondition): MetricDefinition => ({
  measure,
  condition,
  filters: {},
  windowSeconds: 300,
  forSeconds: 0,
  keepFiringForSeconds: 0,
  missing: 'ok',
  minCalls: 0,
});
const value = (of: number): Observation => ({ kind: 'value', value: of, calls: 1, partial: false });
const observed = { firstEndMs: 0, windows: [value(12), { kind: 'missing', partial: false } as const, value(24)] };

test.each<[string, MetricDefinition, number[]]>([
  ['a ratio', ruleOf('error_ratio', { above: 0.05 }), [0.01, 0.02, 0.03, 0.04, 0.05, 0.08, 0.12]],
  ['a ratio near its end', ruleOf('error_ratio', { above: 0.9 }), [0.18, 0.36, 0.54, 0.72, 0.9]],
  ['below', ruleOf('calls_per_minute', { below: 1 }), [0.2, 0.4, 0.6, 0.8, 1, 1.6, 2.4]],
  ['a small count', ruleOf('errors', { above: 3 }), [1, 2, 3, 5, 7]],
  ['a threshold with many digits stays', ruleOf('p95_ms', { above: 412.5 }), [83, 170, 250, 330, 412.5, 660, 990]],
  ['none beyond what a rule may say', ruleOf('calls', { above: 1e12 }), [2e11, 4e11, 6e11, 8e11, 1e12]],
  ['0: up to what there was', ruleOf('errors', { above: 0 }), [0, 2, 4, 6, 8, 10, 16, 24]],
])('thresholds around the own one of a rule: %s', (_, rule, thresholds) => {
  expect(thresholdsAround(rule, observed)).toEqual(thresholds);
});
