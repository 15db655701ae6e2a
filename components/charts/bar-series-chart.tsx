'use client';

import { axesFor, MARGIN, xAxisHeight } from './axes';
import { barPaths, stackTotals } from './bar-paths';
import { ChartFrame } from './chart-frame';
import type { ChartThreshold } from './chart-threshold';
import { AxesLayer } from './layers/axes-layer';
import { Crosshair } from './layers/crosshair';
import { LaneLayer } from './layers/lane';
import { ThresholdLayer } from './layers/threshold';
import { WindowsLayer } from './layers/windows';
import { type Plot, plotOf, stepPx } from './scale/plot';
import { gapsOf } from './scale/runs';
import { useSyncStore } from './pointing/sync';
import { countTicks, linearTicks } from './scale/ticks';
import type { ChartBase, ChartSeries, SeriesColor } from './types';

export type BarSeriesChartProps = ChartBase & {
  /** One series, or up to five stacked ones (top four and "others"). */
  series: readonly ChartSeries[];
  /** Steps drawn in the attack colour, such as those of an open incident. */
  hot?: readonly boolean[];
  threshold?: ChartThreshold;
};

const COLORS: readonly SeriesColor[] = ['series-1', 'series-2', 'series-3', 'series-4', 'series-5'];
const NONE: readonly never[] = [];

/** Counts per step as bars. Pass empty `times` while loading: grid and axes stay. */
export function BarSeriesChart(props: BarSeriesChartProps) {
  const { series, times, range, stepMs, height = 120, windows = NONE, marks = NONE, hideTimes = false } = props;
  const store = useSyncStore();
  const totals = stackTotals(times, series);
  const least = props.threshold?.value ?? 0;
  const max =
    totals.length === 0 ? Math.max(least, props.unit.idleMax) : totals.reduce((a, b) => Math.max(a, b), least);
  const lines = height < 100 ? 3 : 4;
  const yTicks = props.unit.whole ? countTicks(max, lines) : linearTicks(max, lines);
  const domain = [0, yTicks.at(-1) ?? 1] as const;
  const margin = { left: MARGIN.left, right: MARGIN.right, top: MARGIN.top, bottom: xAxisHeight(hideTimes) };
  const gaps = gapsOf({
    ...props,
    values: series.map((bar) => bar.values),
    unfinishedFrom: props.unfinishedFrom ?? Infinity,
  });
  return (
    <ChartFrame
      chart={props}
      height={height}
      values={props}
      store={store}
      plotAt={(width) => plotOf({ width, height, range, domain, log: false, margin })}
      lane={(plot) => <LaneLayer plot={plot} windows={windows} marks={marks} deploys={props.deploys} />}
    >
      {(plot) => (
        <>
          <WindowsLayer plot={plot} windows={windows} gaps={gaps} stepMs={stepMs} />
          <AxesLayer {...axesFor({ plot, range, unit: props.unit, yTicks, hideTimes })} />
          <Bars {...props} plot={plot} />
          {props.threshold ? <ThresholdLayer plot={plot} threshold={props.threshold} /> : null}
          <Crosshair plot={plot} store={store} times={times} lines={NONE} offset={stepPx(plot, range, stepMs) / 2} />
        </>
      )}
    </ChartFrame>
  );
}

/** The bars, one path a colour: hundreds of bars are two elements. */
function Bars({ plot, series, range, times, stepMs, hot = NONE }: BarSeriesChartProps & { plot: Plot }) {
  const px = stepPx(plot, range, stepMs);
  const barPx = Math.max(1, px < 3 ? px : Math.floor(px) - 1);
  const paths = barPaths({ plot, times, stepMs, series, hot, barPx });
  return (
    <svg aria-hidden="true" width={plot.width} height={plot.height} className="pointer-events-none absolute inset-0">
      {series.map(({ key, color }, index) => (
        <g key={key}>
          <path d={paths[index]?.cool} fill={`var(--${color ?? COLORS[index] ?? 'series-5'})`} />
          <path d={paths[index]?.hot} fill="var(--attack-mark)" />
        </g>
      ))}
    </svg>
  );
}
