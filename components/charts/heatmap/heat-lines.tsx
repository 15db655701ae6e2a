import type { Plot } from '../scale/plot';
import { linePath } from '../scale/runs';
import type { ChartBase, ChartSeries } from '../types';

type HeatLinesProps = Pick<ChartBase, 'times' | 'stepMs' | 'unfinishedFrom'> & {
  plot: Plot;
  series: readonly ChartSeries[];
};

/** Ink lines with a halo, since no hue of a line is legible on every cell; their names stand at their ends. */
export function HeatLines({ plot, series, times, stepMs, unfinishedFrom = Infinity }: HeatLinesProps) {
  const firstOpen = times.findIndex((at) => at >= unfinishedFrom);
  const open = firstOpen < 0 ? times.length : firstOpen;
  const line = { fill: 'none', strokeLinejoin: 'round' as const };
  return (
    <svg aria-hidden="true" width={plot.width} height={plot.height} className="pointer-events-none absolute inset-0">
      {series.map(({ key, values }) => {
        const points = times.map((at, index) => {
          const value = values[index] ?? null;
          return value === null ? null : ([plot.x(at + stepMs / 2), plot.y(value)] as const);
        });
        const [done, rest] = [linePath(points.slice(0, open)), linePath(points.slice(Math.max(0, open - 1)))];
        return (
          <g key={key}>
            <path d={done} stroke="var(--surface)" strokeWidth="3.5" {...line} />
            {open < times.length ? <path d={rest} stroke="var(--surface)" strokeWidth="3.5" {...line} /> : null}
            <path d={done} stroke="var(--ink)" strokeWidth="1.5" {...line} />
            {open < times.length ? (
              <path d={rest} stroke="var(--ink)" strokeWidth="1.5" strokeDasharray="2 3" {...line} />
            ) : null}
          </g>
        );
      })}
    </svg>
  );
}
