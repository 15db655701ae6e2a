import type { Plot } from './scale/plot';
import type { ChartSeries } from './types';

type BarPathsInput = {
  plot: Pick<Plot, 'x' | 'y'>;
  times: readonly number[];
  stepMs: number;
  series: readonly ChartSeries[];
  hot: readonly boolean[];
  /** Width of a bar. */
  barPx: number;
};

/** SVG paths of each series' bars, at the middle of their steps, on those of the series before. Steps that are `hot` stand apart. */
export function barPaths({ plot, times, stepMs, series, hot, barPx }: BarPathsInput): { cool: string; hot: string }[] {
  const floor = times.map(() => 0);
  return series.map(({ values }) => {
    const paths = { cool: '', hot: '' };
    times.forEach((at, index) => {
      const value = values[index] ?? 0;
      if (value === 0) return;
      const below = floor[index] ?? 0;
      floor[index] = below + value;
      const [left, top] = [plot.x(at + stepMs / 2) - barPx / 2, plot.y(below + value)];
      const height = plot.y(below) - top;
      const bar = `M${left.toFixed(2)} ${top.toFixed(2)}h${barPx.toFixed(2)}v${height.toFixed(2)}h-${barPx.toFixed(2)}z`;
      paths[hot[index] ? 'hot' : 'cool'] += bar;
    });
    return paths;
  });
}

/** Height of each stack. */
export function stackTotals(times: readonly number[], series: readonly ChartSeries[]): number[] {
  return times.map((_, index) => series.reduce((sum, { values }) => sum + (values[index] ?? 0), 0));
}
