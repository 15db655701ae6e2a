'use client';

import { memo } from 'react';
import { Bar, ComposedChart } from 'recharts';
import { axesOf, MARGIN, xAxisHeight } from './axes';
import { barRows, stackTotals } from './bar-rows';
import { ChartFrame } from './chart-frame';
import { Crosshair } from './layers/crosshair';
import { LaneLayer } from './layers/lane';
import { ThresholdLayer } from './layers/threshold';
import { WindowsLayer } from './layers/windows';
import { type Plot, plotOf, stepPx } from './scale/plot';
import { gapsOf } from './scale/runs';
import { useSyncStore } from './pointing/sync';
import { countTicks, linearTicks } from './scale/ticks';
import type { ChartBase, ChartSeries, ChartThreshold, SeriesColor } from './types';

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
      lane={(plot) => <LaneLayer plot={plot} windows={windows} marks={marks} />}
    >
      {(plot) => (
        <>
          <WindowsLayer plot={plot} windows={windows} gaps={gaps} stepMs={stepMs} />
          <Bars {...props} plot={plot} yTicks={yTicks} />
          {props.threshold ? <ThresholdLayer plot={plot} threshold={props.threshold} /> : null}
          <Crosshair plot={plot} store={store} times={times} lines={NONE} offset={stepPx(plot, range, stepMs) / 2} />
        </>
      )}
    </ChartFrame>
  );
}

const Bars = memo(function Bars(props: BarSeriesChartProps & { plot: Plot; yTicks: readonly number[] }) {
  const { plot, series, range, unit, yTicks, times, stepMs, hot = NONE, hideTimes = false } = props;
  const px = stepPx(plot, range, stepMs);
  const size = Math.max(1, px < 3 ? px : Math.floor(px) - 1);
  return (
    <ComposedChart
      width={plot.width}
      height={plot.height}
      data={barRows({ times, stepMs, series, hot })}
      margin={{ top: MARGIN.top, right: MARGIN.right, bottom: 0, left: 0 }}
      accessibilityLayer={false}
      className="absolute!"
    >
      {axesOf({ plot, range, unit, yTicks, log: false, hideTimes })}
      {series.flatMap(({ key, color }, index) => [
        <Bar
          key={key}
          dataKey={`${key}:cool`}
          stackId="all"
          barSize={size}
          fill={`var(--${color ?? COLORS[index] ?? 'series-5'})`}
          isAnimationActive={false}
        />,
        <Bar
          key={`${key}:hot`}
          dataKey={`${key}:hot`}
          stackId="all"
          barSize={size}
          fill="var(--attack-mark)"
          isAnimationActive={false}
        />,
      ])}
    </ComposedChart>
  );
});
