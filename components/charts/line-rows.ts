import type { Plot } from './scale/plot';
import type { Point } from './scale/runs';
import type { ChartBand, ChartSeries } from './types';

/** `straight` joins the middles of the steps; `steps` holds each value over its whole step and then jumps. */
export type LineShape = 'straight' | 'steps';

type LineRowsInput = {
  times: readonly number[];
  stepMs: number;
  series: readonly ChartSeries[];
  band?: ChartBand | undefined;
  previous?: readonly (number | null)[] | undefined;
  unfinishedFrom?: number | undefined;
  shape?: LineShape | undefined;
};

type Cell = number | null | [number, number];
export type Row = Record<string, Cell>;

/**
 * Rows of a chart: one at the middle of each step, or one at each end of it. Each series is split in three: `done`
 * (whole steps), `open` (the dashed end: the last whole step and what is not complete yet) and `alone` (values between
 * two gaps, which a line cannot draw).
 */
export function lineRows({
  times,
  stepMs,
  shape = 'straight',
  unfinishedFrom = Infinity,
  ...input
}: LineRowsInput): Row[] {
  const firstOpen = times.findIndex((at) => at >= unfinishedFrom);
  const open = firstOpen < 0 ? times.length : firstOpen;
  return times.flatMap((at, index) => {
    const row = cellsOf(input, { index, open, count: times.length });
    if (shape === 'straight') return [{ at: at + stepMs / 2, ...row }];
    const start = index === open - 1 ? withoutOpen(row) : row;
    return [
      { at, ...start },
      { at: at + stepMs, ...row },
    ];
  });
}

type Place = { index: number; open: number; count: number };

function cellsOf(
  { series, band, previous }: Omit<LineRowsInput, 'times' | 'stepMs'>,
  { index, open, count }: Place,
): Row {
  const row: Row = { band: bandAt(band, index), previous: previous?.[index] ?? null };
  for (const { key, values } of series) {
    const value = values[index] ?? null;
    const lonely = (values[index - 1] ?? null) === null && (values[index + 1] ?? null) === null;
    row[doneOf(key)] = index < open ? value : null;
    row[`${key}:open`] = index >= open - 1 && open < count ? value : null;
    row[`${key}:alone`] = lonely ? value : null;
  }
  return row;
}

/** The dashed end begins at the end of the last whole step, not over it. */
const withoutOpen = (row: Row): Row =>
  Object.fromEntries(Object.entries(row).map(([key, cell]) => [key, key.endsWith(':open') ? null : cell]));

function bandAt(band: ChartBand | undefined, index: number): Cell {
  const [low, high] = [band?.low[index] ?? null, band?.high[index] ?? null];
  return low === null || high === null ? null : [low, high];
}

/** What a layer draws of the rows: each line by its key, and whether the area under it is tinted. */
export interface LinesLayerProps {
  plot: Plot;
  rows: readonly Row[];
  lines: readonly { key: string; color: string }[];
  filled: boolean;
}

/** The name of the whole steps of a series. */
export const doneOf = (key: string): string => `${key}:done`;

/** Where one name's cells are drawn. */
export const pointsOf = (rows: readonly Row[], name: string, { x, y }: Pick<Plot, 'x' | 'y'>): Point[] =>
  rows.map((row) => {
    const [at, value] = [row['at'], row[name]];
    return typeof at === 'number' && typeof value === 'number' ? [x(at), y(value)] : null;
  });

/** Where the lower and the upper edge of the band are drawn. */
export function bandOf(rows: readonly Row[], { x, y }: Pick<Plot, 'x' | 'y'>): { low: Point[]; high: Point[] } {
  const edge = (side: 0 | 1): Point[] =>
    rows.map(({ at, band }) => (typeof at === 'number' && Array.isArray(band) ? [x(at), y(band[side])] : null));
  return { low: edge(0), high: edge(1) };
}
