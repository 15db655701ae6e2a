import type { SyncStore } from '../pointing/sync';
import { useSyncState } from '../pointing/sync';
import { type Plot, stepIndexAt } from '../scale/plot';
import { cellBox, type HeatGrid } from './heat-cells';

type PointedCellProps = { plot: Plot; grid: HeatGrid; band: number | null; store: SyncStore };

/** The frame around the cell that is told. */
export function PointedCell({ plot, grid, band, store }: PointedCellProps) {
  const { at } = useSyncState(store);
  if (at === null || band === null || grid.times.length === 0) return null;
  return (
    <svg aria-hidden="true" width={plot.width} height={plot.height} className="pointer-events-none absolute inset-0">
      <rect
        {...cellBox(plot, grid, { step: stepIndexAt(grid.times, at), band })}
        fill="none"
        stroke="var(--ink)"
        strokeWidth="1.5"
      />
    </svg>
  );
}
