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
  hideTimes: boolean;
}

/** What stands at a tick, and where: px from the left or the top of the chart. */
export interface Tick {
  at: number;
  text: string;
}

/** What the axes show, as plain data: axes that say the same are drawn once. All in px of the chart. */
export interface Axes {
  width: number;
  height: number;
  /** Where the plot begins and ends. */
  left: number;
  right: number;
  bottom: number;
  values: readonly Tick[];
  times: readonly Tick[];
}

/** Both axes, with the words of their ticks. */
export function axesFor({ plot, range, unit, yTicks, hideTimes }: AxesInput): Axes {
  const { width, height, left, right, bottom } = plot;
  const lowest = yTicks[0] ?? 0;
  const room = (right - left) * (isOfAnotherYear(range) ? 0.6 : 1);
  const times = hideTimes ? [] : timeTicks(range, room);
  return {
    width,
    height,
    left,
    right,
    bottom,
    values: yTicks.map((value) => ({ at: plot.y(value), text: unit.tick(value, value === lowest) })),
    times: times.map((at) => ({ at: plot.x(at), text: tickText(at) })),
  };
}

/** Height below the plot: the annotation lane and, unless hidden, the time labels. */
export const xAxisHeight = (hideTimes: boolean) => LANE_PX + (hideTimes ? 0 : MARGIN.times);
