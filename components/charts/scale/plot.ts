import type { TimeRange } from './time-range';

/** Where things are, in px: the plot inside the chart and the two scales. */
export interface Plot {
  width: number;
  height: number;
  left: number;
  top: number;
  right: number;
  bottom: number;
  x: (at: number) => number;
  y: (value: number) => number;
  /** Value at a height, kept inside the axis. */
  value: (y: number) => number;
  /** Time at a horizontal position, kept inside the range. */
  at: (x: number) => number;
}

export interface PlotInput {
  width: number;
  height: number;
  range: TimeRange;
  /** Bottom and top of the y axis. */
  domain: readonly [number, number];
  log: boolean;
  margin: { left: number; right: number; top: number; bottom: number };
}

/** The geometry of a chart, by which all its layers agree to the pixel. */
export function plotOf({ width, height, range, domain, log, margin }: PlotInput): Plot {
  const [left, right] = [margin.left, Math.max(margin.left + 1, width - margin.right)];
  const [top, bottom] = [margin.top, height - margin.bottom];
  const span = Math.max(1, range.to - range.from);
  const position = log ? (value: number) => Math.log(Math.max(value, domain[0])) : (value: number) => value;
  const [low, high] = [position(domain[0]), position(domain[1])];
  return {
    width,
    height,
    left,
    top,
    right,
    bottom,
    x: (at) => left + ((at - range.from) / span) * (right - left),
    y: (value) => bottom - ((position(value) - low) / (high - low)) * (bottom - top),
    value: (y) => {
      const at = low + Math.min(1, Math.max(0, (bottom - y) / (bottom - top))) * (high - low);
      return log ? Math.exp(at) : at;
    },
    at: (x) => Math.min(range.to, Math.max(range.from, range.from + ((x - left) / (right - left)) * span)),
  };
}

/** Width of one step, px. */
export const stepPx = (plot: Plot, range: TimeRange, stepMs: number): number =>
  ((plot.right - plot.left) * stepMs) / Math.max(1, range.to - range.from);

/** Start of the step that holds `at`; the last step for times after it. */
export function stepIndexAt(times: readonly number[], at: number): number {
  let [low, high] = [0, times.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((times[middle] ?? Infinity) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}
