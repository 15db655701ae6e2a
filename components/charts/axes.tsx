import { CartesianGrid, XAxis, type XAxisTickContentProps, YAxis } from 'recharts';
import { LANE_PX } from './layers/lane';
import { TimeTick } from './layers/time-tick';
import type { Plot } from './scale/plot';
import { isOfAnotherYear, tickText } from './scale/step-text';
import { timeTicks } from './scale/ticks';
import type { TimeRange } from './types';
import type { ChartUnit } from './scale/unit';

/** Room around the plot, px. Labels of the y axis need 46, names at line ends 34, a handle 66. */
export const MARGIN = {
  left: 46,
  right: 8,
  rightWithLabels: 34,
  rightWithHandle: 66,
  top: 8,
  topWithLetters: 30,
  times: 20,
} as const;

const TEXT = { fontSize: 11, fill: 'var(--ink-3)' };

export interface AxesInput {
  plot: Plot;
  range: TimeRange;
  unit: ChartUnit;
  yTicks: readonly number[];
  /** Bottom and top of the y axis where they are not the lowest and the highest tick. */
  domain?: readonly [number, number];
  log: boolean;
  hideTimes: boolean;
}

/** Grid and both axes as Recharts elements; a function, not a component, since Recharts reads its children's types. */
export function axesOf({ plot, range, unit, yTicks, domain, log, hideTimes }: AxesInput) {
  const lowest = yTicks[0] ?? 0;
  const [low, high] = domain ?? [lowest, yTicks.at(-1) ?? 1];
  return [
    <CartesianGrid key="grid" vertical={false} stroke="var(--grid)" />,
    <YAxis
      key="y"
      width={MARGIN.left}
      domain={[low, high]}
      scale={log ? 'log' : 'linear'}
      allowDataOverflow
      ticks={[...yTicks]}
      interval={0}
      axisLine={false}
      tickLine={false}
      tickSize={0}
      tickMargin={8}
      tick={TEXT}
      tickFormatter={(value: number) => unit.tick(value, value === lowest)}
    />,
    <XAxis
      key="x"
      dataKey="at"
      type="number"
      scale="linear"
      domain={[range.from, range.to]}
      allowDataOverflow
      ticks={hideTimes ? [] : timeTicks(range, (plot.right - plot.left) * (isOfAnotherYear(range) ? 0.6 : 1))}
      interval={0}
      height={xAxisHeight(hideTimes)}
      tickLine={false}
      tickSize={0}
      tickMargin={LANE_PX + 4}
      tick={({ x, y, payload }: XAxisTickContentProps) => (
        <TimeTick x={x} y={y} text={tickText(Number(payload.value), range)} plot={plot} />
      )}
      axisLine={{ stroke: 'var(--line-strong)' }}
    />,
  ];
}

/** Height below the plot: the annotation lane and, unless hidden, the time labels. */
export const xAxisHeight = (hideTimes: boolean) => LANE_PX + (hideTimes ? 0 : MARGIN.times);
