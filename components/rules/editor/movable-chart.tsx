'use client';

import { useDeferredValue, useMemo, useState } from 'react';
import type { BacktestAnswer } from '../../../lib/shared';
import { ruleMeasureInfo, thresholdOf } from '../../../lib/shared';
import { Kbd } from '../../ui/control/kbd';
import { BacktestChart } from './backtest-chart';
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
  const most = ruleMeasureInfo(rule.measure).unit === 'ratio' ? 1 : Infinity;
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
      {move ? (
        <p className="mt-1 flex items-center justify-end gap-1 pr-20 text-12 text-ink-3 max-md:hidden">
          Drag the line, or <Kbd>↑</Kbd> <Kbd>↓</Kbd> on its handle
        </p>
      ) : null}
    </ThresholdMoveContext>
  );
}
