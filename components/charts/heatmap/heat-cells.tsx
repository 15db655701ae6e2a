import { memo } from 'react';
import { sameData } from '../same-data';
import type { Plot } from '../scale/plot';
import type { ChartBase } from '../types';
import { heatLevel, heatScale, mostCalls } from './heat-scale';

/** Counts by step and band with the edges of the bands, which stand from low to high. */
export interface HeatGrid extends Pick<ChartBase, 'times' | 'stepMs'> {
  /** One more than there are bands. */
  edges: readonly number[];
  counts: readonly (readonly number[])[];
}

/** Where a cell stands, px. */
export function cellBox(
  plot: Plot,
  { times, stepMs, edges }: HeatGrid,
  { step, band }: { step: number; band: number },
) {
  const at = times[step] ?? 0;
  const x = Math.max(plot.left, plot.x(at));
  const y = plot.y(edges[band + 1] ?? 1);
  return { x, y, width: Math.min(plot.right, plot.x(at + stepMs)) - x, height: plot.y(edges[band] ?? 1) - y };
}

type HeatCellsProps = { plot: Plot; grid: HeatGrid };

/** The cells, one path a colour: thousands of cells are nine elements. Drawn again for new data or another width. */
export const HeatCells = memo(
  function HeatCells({ plot, grid }: HeatCellsProps) {
    return (
      <svg aria-hidden="true" width={plot.width} height={plot.height} className="pointer-events-none absolute inset-0">
        {[...cellPaths(plot, grid)].map(([level, path]) => (
          <path key={level} d={path} fill={`var(--heat-${level})`} />
        ))}
      </svg>
    );
  },
  (before, after) => before.plot.width === after.plot.width && sameGrid(before.grid, after.grid),
);

const sameGrid = (a: HeatGrid, b: HeatGrid): boolean =>
  sameData([a.times, a.edges, a.counts], [b.times, b.edges, b.counts]);

function cellPaths(plot: Plot, grid: HeatGrid): Map<number, string> {
  const scale = heatScale(mostCalls(grid.counts));
  const paths = new Map<number, string>();
  grid.counts.forEach((bands, step) => {
    bands.forEach((count, band) => {
      const level = heatLevel(count, scale);
      if (level === 0) return;
      const { x, y, width, height } = cellBox(plot, grid, { step, band });
      const gap = width > 4 ? 0.5 : 0;
      const [w, h] = [Math.max(0.5, width - gap).toFixed(2), Math.max(0.5, height - gap).toFixed(2)];
      paths.set(level, `${paths.get(level) ?? ''}M${x.toFixed(2)} ${y.toFixed(2)}h${w}v${h}h-${w}z`);
    });
  });
  return paths;
}
