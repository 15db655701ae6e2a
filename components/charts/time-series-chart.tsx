'use client';

import { axesFor, MARGIN, xAxisHeight } from './axes';
import { stepsOver } from './band';
import { ChartFrame } from './chart-frame';
import type { ChartThreshold } from './chart-threshold';
import { AxesLayer } from './layers/axes-layer';
import { Crosshair } from './layers/crosshair';
import { EndLabels } from './layers/end-labels';
import { ExcessLayer } from './layers/excess';
import { LaneLayer } from './layers/lane';
import { LettersLayer } from './layers/letters';
import { OpenEnd } from './layers/open-end';
import { ThresholdLayer } from './layers/threshold';
import { WholeLines } from './layers/whole-lines';
import { WindowsLayer } from './layers/windows';
import { type Plot, plotOf, stepPx } from './scale/plot';
import { gapsOf } from './scale/runs';
import { type LineShape, lineRows } from './line-rows';
import { useSyncStore } from './pointing/sync';
import { countTicks, linearTicks, logTicks } from './scale/ticks';
import type { ChartBand, ChartBase, ChartSeries, SeriesColor } from './types';

export type TimeSeriesChartProps = ChartBase & {
  /** One to three lines. The first is the one that the band and the previous period belong to. */
  series: readonly ChartSeries[];
  band?: ChartBand | undefined;
  /** The period before, step by step. */
  previous?: readonly (number | null)[] | undefined;
  threshold?: ChartThreshold | undefined;
  /** For latency; say "log scale" in the title. */
  log?: boolean;
  /** Names at the line ends. */
  endLabels?: boolean;
  /** `steps` for counts whose beginning matters: the line rises where the step begins, never before. */
  shape?: LineShape;
};

const COLORS: readonly SeriesColor[] = ['series-1', 'series-2', 'series-3'];
const colorOf = (series: ChartSeries, index: number) => `var(--${series.color ?? COLORS[index] ?? 'series-5'})`;
const NONE: readonly never[] = [];

/** 1.5 px lines over time with the expected band behind them; a value stands at the middle of its step. Pass empty `times` while loading: grid and axes stay. */
export function TimeSeriesChart(props: TimeSeriesChartProps) {
  const { series, times, range, stepMs, height = 180, log = false, marks = NONE } = props;
  const { windows = NONE, hideTimes = false } = props;
  const handle = props.threshold?.handle;
  const store = useSyncStore();
  const yTicks = yTicksOf(props);
  const margin = {
    left: MARGIN.left,
    right: rightOf(props),
    top: marks.some((mark) => mark.letter) ? MARGIN.topWithLetters : MARGIN.top,
    bottom: xAxisHeight(hideTimes),
  };
  const domain = [yTicks[0] ?? 0, yTicks.at(-1) ?? 1] as const;
  const lines = series.map((line, index) => ({ key: line.key, color: colorOf(line, index), values: line.values }));
  const gaps = gapsOf({
    ...props,
    values: series.map((line) => line.values),
    unfinishedFrom: props.unfinishedFrom ?? Infinity,
  });
  return (
    <ChartFrame
      chart={props}
      height={height}
      values={props}
      store={store}
      lane={(plot) => (
        <>
          <LaneLayer plot={plot} windows={windows} marks={marks} deploys={props.deploys} />
          {handle?.draw(plot)}
        </>
      )}
      plotAt={(width) => plotOf({ width, height, range, domain, log, margin })}
    >
      {(plot) => (
        <>
          <WindowsLayer plot={plot} windows={windows} gaps={gaps} stepMs={stepMs} />
          <Lines chart={props} plot={plot} yTicks={yTicks} lines={lines} />
          {props.band && series[0] ? (
            <ExcessLayer
              plot={plot}
              times={times.map((at) => at + stepMs / 2)}
              values={series[0].values}
              band={props.band}
              over={stepsOver(times, props.unfinishedFrom)}
            />
          ) : null}
          {props.threshold && !handle ? <ThresholdLayer plot={plot} threshold={props.threshold} /> : null}
          <LettersLayer plot={plot} marks={marks} />
          {props.endLabels && times.length > 0 ? <EndLabels plot={plot} series={series} /> : null}
          <Crosshair plot={plot} store={store} times={times} lines={lines} offset={stepPx(plot, range, stepMs) / 2} />
        </>
      )}
    </ChartFrame>
  );
}

type LinesProps = {
  chart: TimeSeriesChartProps;
  plot: Plot;
  yTicks: readonly number[];
  lines: readonly { key: string; color: string }[];
};

function Lines({ chart, plot, yTicks, lines }: LinesProps) {
  const { hideTimes = false } = chart;
  const rows = lineRows(chart);
  const filled = chart.shape === 'steps';
  return (
    <>
      <AxesLayer {...axesFor({ ...chart, plot, yTicks, hideTimes })} />
      <WholeLines plot={plot} rows={rows} lines={lines} filled={filled} />
      <OpenEnd plot={plot} rows={rows} lines={lines} filled={filled} />
    </>
  );
}

function rightOf({ threshold, endLabels }: TimeSeriesChartProps): number {
  if (threshold?.handle) return MARGIN.rightWithHandle;
  return endLabels ? MARGIN.rightWithLabels : MARGIN.right;
}

function yTicksOf({ series, band, previous, threshold, log, unit }: TimeSeriesChartProps): number[] {
  const values = [...series.flatMap((line) => line.values), ...(band?.high ?? []), ...(previous ?? [])].filter(
    (value) => value !== null,
  );
  if (threshold) values.push(Math.max(threshold.value, threshold.handle?.reach ?? 0));
  const max = values.length === 0 ? unit.idleMax : values.reduce((a, b) => Math.max(a, b), 0);
  if (!log) return unit.whole ? countTicks(max) : linearTicks(max);
  const positive = values.filter((value) => value > 0);
  return positive.length === 0
    ? logTicks(10, 1000)
    : logTicks(
        positive.reduce((a, b) => Math.min(a, b)),
        max,
      );
}
