'use client';

import { memo, useMemo } from 'react';
import type { BacktestAnswer } from '../../../lib/shared';
import { countOf, formatCondition, measureName, thresholdOf } from '../../../lib/shared';
import { TimeSeriesChart } from '../../charts/time-series-chart';
import type { ChartBand, ChartMark, ChartWindow } from '../../charts/types';
import type { Plot } from '../../charts/scale/plot';
import { capital } from '../rule-words';
import { stepsOf } from './backtest-steps';
import type { WatchedRule } from './draft';
import { chartUnitOf } from './measure-unit';
import { ThresholdHandle } from './threshold-handle';

/** More firings than this would lie on each other as windows and numbers; the red line and the table have them all. */
const NUMBERED = 40;

type BacktestChartProps = {
  answer: BacktestAnswer;
  rule: WatchedRule;
  /** How far up the axis goes at least, where the threshold can be moved; null: it stands still. */
  reach: number | null;
};

const drawHandle = (plot: Plot) => <ThresholdHandle plot={plot} />;

/** The past of what a rule watches, its threshold, and each firing with the number of its row. */
export const BacktestChart = memo(function BacktestChart({ answer, rule, reach }: BacktestChartProps) {
  const name = capital(measureName(rule.measure));
  const { stepMs, times, values } = useMemo(() => stepsOf(answer, rule.condition), [answer, rule.condition]);
  return (
    <TimeSeriesChart
      title={name}
      summary={`${name} with the threshold ${formatCondition(rule)}: ${countOf(answer.firings.length, 'firing')}.`}
      range={{ from: Date.parse(answer.from), to: Date.parse(answer.to) }}
      times={times}
      stepMs={stepMs}
      unit={chartUnitOf(rule.measure)}
      height={240}
      series={[{ key: 'value', label: 'above' in rule.condition ? 'Highest' : 'Lowest', values }]}
      threshold={{
        value: thresholdOf(rule.condition),
        label: formatCondition(rule),
        ...(reach !== null && { handle: { draw: drawHandle, reach } }),
      }}
      band={beyond(rule, values.length)}
      windows={windowsOf(answer)}
      marks={marksOf(answer)}
    />
  );
});

/** Has the line drawn red above the threshold; no area, since there is no lower edge. */
function beyond({ condition }: WatchedRule, count: number): ChartBand | undefined {
  if (!('above' in condition)) return undefined;
  return { label: 'Threshold', low: Array(count).fill(null), high: Array(count).fill(condition.above) };
}

const windowsOf = (answer: BacktestAnswer): ChartWindow[] =>
  answer.firings.length > NUMBERED
    ? []
    : answer.firings.map((firing) => ({
        key: firing.from,
        from: Date.parse(firing.from),
        to: Date.parse(firing.to ?? answer.to),
        label: '',
        state: 'attack',
      }));

const marksOf = ({ firings }: BacktestAnswer): ChartMark[] =>
  firings.length > NUMBERED
    ? []
    : firings.map(({ from }, index) => ({
        key: from,
        at: Date.parse(from),
        letter: String(index + 1),
        strong: true,
        label: `Firing ${index + 1}`,
      }));
