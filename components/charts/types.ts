import type { State } from '../ui/state/state';
import type { TimeRange } from './scale/time-range';
import type { ChartUnit } from './scale/unit';

export type SeriesColor =
  'series-1' | 'series-2' | 'series-3' | 'series-4' | 'series-5' | 'pct-50' | 'pct-95' | 'pct-99' | 'attack-mark';

export interface ChartSeries {
  key: string;
  /** Word at the line's end, in the tooltip and the table. */
  label: string;
  color?: SeriesColor;
  /** How its values are said, where that differs from the chart's unit. */
  unit?: ChartUnit;
  /** One value per step; null is "no data": a gap, never zero. */
  values: readonly (number | null)[];
}

/** Expected range of the first series, both ends included. */
export interface ChartBand {
  label: string;
  low: readonly (number | null)[];
  high: readonly (number | null)[];
}

/** A time with a meaning: shaded behind the plot, a bar in the lane below it. With a label it is an incident. */
export interface ChartWindow extends TimeRange {
  key: string;
  label: string;
  state: State;
  href?: string;
}

/** A point in time: a letter above the plot, or a diamond on the lane. */
export interface ChartMark {
  key: string;
  at: number;
  /** With a letter the mark stands above the plot, as in the story; without one it is a diamond. */
  letter?: string;
  strong?: boolean;
  /** What it is, for hover and assistive tools. */
  label: string;
}

/** A version of what is watched that began to run: an arrow in the lane. */
export interface ChartDeploy {
  key: string;
  at: number;
  version: string;
  /** All that is known of it, for hover and assistive tools. */
  label: string;
}

/** Filters of the page of calls, by column. */
export type CallsFilter = Readonly<Record<string, string>>;

/** What every time chart takes. */
export interface ChartBase {
  /** Names the chart: "Calls per minute". */
  title: string;
  /** One sentence: value, change, time outside the baseline. Read in place of the picture. */
  summary: string;
  range: TimeRange;
  /** Starts of the steps, epoch ms, ascending. */
  times: readonly number[];
  stepMs: number;
  unit: ChartUnit;
  height?: number;
  windows?: readonly ChartWindow[];
  marks?: readonly ChartMark[];
  deploys?: readonly ChartDeploy[];
  /** From this time on steps are not complete: the line is dashed there. */
  unfinishedFrom?: number;
  /** Dragging or shift + arrows sets a new range. */
  onBrush?: (range: TimeRange) => void;
  /** Enter or a double click opens the calls of one step. */
  onOpenStep?: (range: TimeRange, filter: CallsFilter) => void;
  /** Which calls of a step the chart counts; all that the page speaks of unless told. */
  stepFilter?: CallsFilter | undefined;
  /** Hides the labels of the time axis, when the chart below has the same axis. */
  hideTimes?: boolean;
}
