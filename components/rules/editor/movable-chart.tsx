'use client';

import { useDeferredValue, useMemo, useState } from 'react';
import type { BacktestAnswer } from '../../../lib/shared';
import { formatSpan, MAX_THRESHOLD, measureName, ruleMeasureInfo, thresholdOf } from '../../../lib/shared';
import { ChartKey, type KeyEntry } from '../../charts/chart-key';
import { Kbd } from '../../ui/control/kbd';
import { capital } from '../rule-words';
import { BacktestChart } from './backtest-chart';
import { stepMsOf } from './backtest-steps';
import type { WatchedRule } from './draft';
import { type ThresholdMove, ThresholdMoveContext } from './threshold-move';

/** Room above the threshold, so that it can always be moved up. */
const HEADROOM = 1.25;

type MovableChartProps = {
  answer: BacktestAnswer;
  rule: WatchedRule;
  /** Null for people who may not change rules: the threshold stands still. */
  onThreshold: ((value: number) => void) | null;
};

/** The chart of a backtest with a threshold that can be moved. The handle follows at once, the chart as soon as it is drawn. */
export function MovableChart({ answer, rule, onThreshold }: MovableChartProps) {
  const value = thresholdOf(rule.condition);
  const most = ruleMeasureInfo(rule.measure).unit === 'ratio' ? 1 : MAX_THRESHOLD;
  const [heldAt, setHeldAt] = useState<number | null>(null);
  const reach = onThreshold && Math.min(most, (heldAt ?? value) * HEADROOM);
  const shown = useDeferredValue(rule);
  const shownReach = useDeferredValue(reach);
  const move = useMemo(
    (): ThresholdMove | null =>
      onThreshold && {
        measure: rule.measure,
        value,
        most,
        take: onThreshold,
        hold: (held) => setHeldAt(held ? value : null),
      },
    [onThreshold, rule.measure, value, most],
  );
  return (
    <ThresholdMoveContext value={move}>
      <BacktestChart answer={answer} rule={shown} reach={shownReach} />
      <div className="mt-1 flex flex-wrap items-center justify-between gap-x-4 gap-y-1 pr-24 text-11 text-ink-3 max-md:hidden">
        <ChartKey entries={keyOf(answer, rule)} />
        {move ? (
          <span className="flex items-center gap-1">
            Drag the line, or <Kbd>↑</Kbd> <Kbd>↓</Kbd> on its handle
          </span>
        ) : null}
      </div>
    </ThresholdMoveContext>
  );
}

function keyOf(answer: BacktestAnswer, { measure, condition }: WatchedRule): (readonly [KeyEntry, string])[] {
  const above = 'above' in condition;
  const line = `${capital(measureName(measure))}, ${formatSpan(stepMsOf(answer))} steps, ${above ? 'highest' : 'lowest'} value of each`;
  return [['now', line], ...(above ? [['excess', 'Above'] as const] : [])];
}
