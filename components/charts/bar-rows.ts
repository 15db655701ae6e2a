import type { ChartSeries } from './types';

type BarRowsInput = {
  times: readonly number[];
  stepMs: number;
  series: readonly ChartSeries[];
  hot: readonly boolean[];
};

/** One row a step for Recharts, placed at the middle of its step. Steps that are `hot` go into a series of their own. */
export function barRows({ times, stepMs, series, hot }: BarRowsInput): Record<string, number | null>[] {
  return times.map((at, index) => {
    const row: Record<string, number | null> = { at: at + stepMs / 2 };
    for (const { key, values } of series) {
      row[`${key}:cool`] = hot[index] ? null : (values[index] ?? null);
      row[`${key}:hot`] = hot[index] ? (values[index] ?? null) : null;
    }
    return row;
  });
}

/** Height of each stack. */
export function stackTotals(times: readonly number[], series: readonly ChartSeries[]): number[] {
  return times.map((_, index) => series.reduce((sum, { values }) => sum + (values[index] ?? 0), 0));
}
