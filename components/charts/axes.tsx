import { CartesianGrid, XAxis, type XAxisTickContentProps, YAxis } from 'recharts';
import { LANE_PX } from './layers/lane';
import { TimeTick } from './layers/time-tick';
import type { Plot } from './scale/plot';
import { isOfAnotherYear, tickText } from './scale/step-text';
import { timeTicks } from './scale/ticks';
import type { TimeRange } from './scale/time-range';
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

interface Axis {
  domain: readonly [number, number];
  ticks: readonly number[];
  texts: readonly string[];
}

/** What the axes show, as plain data: axes that say the same are drawn once. */
export interface Axes {
  width: number;
  x: Axis & { height: number };
  y: Axis & { log: boolean };
}

/** Both axes, with the words of their ticks. */
export function axesFor({ plot, range, unit, yTicks, domain, log, hideTimes }: AxesInput): Axes {
  const lowest = yTicks[0] ?? 0;
  const room = (plot.right - plot.left) * (isOfAnotherYear(range) ? 0.6 : 1);
  const times = hideTimes ? [] : timeTicks(range, room);
  return {
    width: plot.width,
    x: {
      domain: [range.from, range.to],
      ticks: times,
      texts: times.map((at) => tickText(at, range)),
      height: xAxisHeight(hideTimes),
    },
    y: {
      domain: domain ?? [lowest, yTicks.at(-1) ?? 1],
      ticks: yTicks,
      texts: yTicks.map((value) => unit.tick(value, value === lowest)),
      log,
    },
  };
}

/** Grid and both axes as Recharts elements; a function, not a component, since Recharts reads its children's types. */
export function axesOf({ width, x, y }: Axes) {
  return [
    <CartesianGrid key="grid" vertical={false} stroke="var(--grid)" />,
    <YAxis
      key="y"
      width={MARGIN.left}
      domain={[...y.domain]}
      scale={y.log ? 'log' : 'linear'}
      allowDataOverflow
      ticks={[...y.ticks]}
      interval={0}
      axisLine={false}
      tickLine={false}
      tickSize={0}
      tickMargin={8}
      tick={TEXT}
      tickFormatter={(value: number) => textAt(y, value)}
    />,
    <XAxis
      key="x"
      dataKey="at"
      type="number"
      scale="linear"
      domain={[...x.domain]}
      allowDataOverflow
      ticks={[...x.ticks]}
      interval={0}
      height={x.height}
      tickLine={false}
      tickSize={0}
      tickMargin={LANE_PX + 4}
      tick={({ x: left, y: top, payload }: XAxisTickContentProps) => (
        <TimeTick x={left} y={top} text={textAt(x, Number(payload.value))} width={width} />
      )}
      axisLine={{ stroke: 'var(--line-strong)' }}
    />,
  ];
}

const textAt = ({ ticks, texts }: Axis, value: number): string => texts[ticks.indexOf(value)] ?? '';

/** Height below the plot: the annotation lane and, unless hidden, the time labels. */
export const xAxisHeight = (hideTimes: boolean) => LANE_PX + (hideTimes ? 0 : MARGIN.times);
