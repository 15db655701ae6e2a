'use client';

import { useState } from 'react';
import { countOf } from '../../../lib/shared';
import { axesFor, MARGIN, xAxisHeight } from '../axes';
import { ChartFrame, type Levels } from '../chart-frame';
import { AxesLayer } from '../layers/axes-layer';
import { Crosshair } from '../layers/crosshair';
import { EndLabels } from '../layers/end-labels';
import { LaneLayer } from '../layers/lane';
import { WindowsLayer } from '../layers/windows';
import { useSyncStore } from '../pointing/sync';
import { type Plot, plotOf, stepPx } from '../scale/plot';
import { gapsOf } from '../scale/runs';
import { logTicksWithin } from '../scale/ticks';
import type { ChartUnit } from '../scale/unit';
import type { CallsFilter, ChartBase, ChartSeries } from '../types';
import { HeatCells } from './heat-cells';
import { HeatLines } from './heat-lines';
import { PointedCell } from './pointed-cell';

export type HeatmapChartProps = ChartBase & {
  /** Edges of the bands in the chart's unit, ascending, one more than bands; empty while nothing is known. */
  edges: readonly number[];
  /** Calls by step and band. */
  counts: readonly (readonly number[])[];
  /** Lines over the cells on the same axis, with their names at the ends. */
  series: readonly ChartSeries[];
};

const IDLE: readonly [number, number] = [10, 1000];
const NONE: readonly never[] = [];
const CALLS: ChartUnit = { tick: String, value: (count) => countOf(count, 'call'), idleMax: 1 };

/** How many calls lie in each band of a log axis, step by step, with lines over it. Up and down arrows choose a band. */
export function HeatmapChart(props: HeatmapChartProps) {
  const { times, range, stepMs, edges, series, height = 240, windows = NONE, marks = NONE } = props;
  const store = useSyncStore();
  const [band, setBand] = useState<number | null>(null);
  const domain = [edges[0] ?? IDLE[0], edges.at(-1) ?? IDLE[1]] as const;
  const margin = { left: MARGIN.left, right: MARGIN.rightWithLabels, top: MARGIN.top, bottom: xAxisHeight(false) };
  const cells = bandSeries(props);
  const pointed = band === null ? NONE : cells.slice(band, band + 1);
  const gaps = gapsOf({
    ...props,
    values: series.map(({ values }) => values),
    unfinishedFrom: props.unfinishedFrom ?? Infinity,
  });
  const plotAt = (width: number) => plotOf({ width, height, range, domain, log: true, margin });
  return (
    <ChartFrame
      chart={{ ...props, stepFilter: band === null ? undefined : bandFilter(edges, band) }}
      height={height}
      values={{ ...props, series: [...pointed, ...series] }}
      tableValues={{ ...props, series: [...series, ...cells] }}
      levels={levelsOf(plotAt(0), edges, setBand)}
      store={store}
      plotAt={plotAt}
      lane={(plot) => <LaneLayer plot={plot} windows={windows} marks={marks} deploys={props.deploys} />}
    >
      {(plot) => (
        <>
          <WindowsLayer plot={plot} windows={windows} gaps={gaps} stepMs={stepMs} />
          <AxesLayer {...axesFor({ ...props, plot, yTicks: logTicksWithin(...domain), hideTimes: false })} />
          <HeatCells plot={plot} grid={props} />
          <HeatLines {...props} plot={plot} />
          {times.length > 0 ? <EndLabels plot={plot} series={series} /> : null}
          <PointedCell plot={plot} grid={props} band={band} store={store} />
          <Crosshair plot={plot} store={store} times={times} lines={NONE} offset={stepPx(plot, range, stepMs) / 2} />
        </>
      )}
    </ChartFrame>
  );
}

/** Calls are measured in whole µs; an upper edge is of the next band. */
function bandFilter(edges: readonly number[], band: number): CallsFilter {
  const us = (index: number) => Math.ceil((edges[index] ?? 0) * 1000 - 1e-6);
  return { durationMs: `${us(band) / 1000}-${(us(band + 1) - 1) / 1000}` };
}

/** Each band as a series of its own: what is told of the one pointed at, and the columns of the table. */
function bandSeries({ edges, counts, unit }: HeatmapChartProps): ChartSeries[] {
  return edges.slice(0, -1).map((low, band) => ({
    key: `band-${low}`,
    label: `${unit.value(low)} to ${unit.value(edges[band + 1] ?? low)}`,
    unit: CALLS,
    values: counts.map((bands) => bands[band] ?? 0),
  }));
}

type SetBand = (next: (band: number | null) => number | null) => void;

function levelsOf(plot: Plot, edges: readonly number[], setBand: SetBand): Levels {
  const last = edges.length - 2;
  const bandAt = (y: number) => edges.findLastIndex((edge) => plot.y(edge) >= y);
  return {
    point: (y) => setBand(() => (y === null || last < 0 ? null : Math.min(last, Math.max(0, bandAt(y))))),
    move: (up) => setBand((band) => (last < 0 ? null : Math.min(last, Math.max(0, (band ?? -1) + up)))),
  };
}
