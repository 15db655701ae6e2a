import { LANE_PX } from './layers/lane';
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

/** One axis: its ends, its ticks and the words of each. */
export interface Axis {
  domain: readonly [number, number];
  ticks: readonly number[];
  texts: readonly string[];
}

/** What the axes show, as plain data: axes that say the same are drawn once. */
export interface Axes {
  width: number;
  x: Axis & { height: number };
  /** `lines`: height of each tick, px from the top of the chart. */
  y: Axis & { log: boolean; lines: readonly number[] };
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
      texts: times.map((at) => tickText(at)),
      height: xAxisHeight(hideTimes),
    },
    y: {
      domain: domain ?? [lowest, yTicks.at(-1) ?? 1],
      ticks: yTicks,
      texts: yTicks.map((value) => unit.tick(value, value === lowest)),
      lines: yTicks.map((value) => plot.y(value)),
      log,
    },
  };
}

/** Height below the plot: the annotation lane and, unless hidden, the time labels. */
export const xAxisHeight = (hideTimes: boolean) => LANE_PX + (hideTimes ? 0 : MARGIN.times);
