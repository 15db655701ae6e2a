import type { ChartBand, ChartSeries } from './types';

type LineRowsInput = {
  times: readonly number[];
  series: readonly ChartSeries[];
  band?: ChartBand | undefined;
  previous?: readonly (number | null)[] | undefined;
  unfinishedFrom?: number | undefined;
};

type Cell = number | null | [number, number];

/**
 * One row a step for Recharts. Each series is split in three: `done` (whole steps), `open` (the dashed end: the last
 * whole step and what is not complete yet) and `alone` (values between two gaps, which a line cannot draw).
 */
export function lineRows({
  times,
  series,
  band,
  previous,
  unfinishedFrom = Infinity,
}: LineRowsInput): Record<string, Cell>[] {
  const firstOpen = times.findIndex((at) => at >= unfinishedFrom);
  const open = firstOpen < 0 ? times.length : firstOpen;
  return times.map((at, index) => {
    const row: Record<string, Cell> = { at, band: bandAt(band, index), previous: previous?.[index] ?? null };
    for (const { key, values } of series) {
      const value = values[index] ?? null;
      const lonely = (values[index - 1] ?? null) === null && (values[index + 1] ?? null) === null;
      row[`${key}:done`] = index < open ? value : null;
      row[`${key}:open`] = index >= open - 1 && open < times.length ? value : null;
      row[`${key}:alone`] = lonely ? value : null;
    }
    return row;
  });
}

function bandAt(band: ChartBand | undefined, index: number): Cell {
  const [low, high] = [band?.low[index] ?? null, band?.high[index] ?? null];
  return low === null || high === null ? null : [low, high];
}
