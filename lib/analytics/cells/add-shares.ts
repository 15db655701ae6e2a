import type { Cell, Grid } from './grid';
import type { Share } from './remembered-rows';
import type { WorkTime } from './work-time';

export interface SharesQuery {
  /** Null = all. */
  ids: readonly number[] | null;
  /** So many sums are added, from the first. */
  columns: number;
  latency: boolean;
  /** What an id counts as. */
  rootOf(id: number): number;
  time: WorkTime;
}

/** Marks ids, so that asking for one is reading a byte. */
function maskOf(ids: readonly number[]): Uint8Array {
  const mask = new Uint8Array(ids.reduce((most, id) => Math.max(most, id), 0) + 1);
  for (const id of ids) mask[id] = 1;
  return mask;
}

function addLatency(cell: Cell, { rows, sign }: Share, row: number): void {
  const { latency } = rows;
  if (!latency) return;
  const { ends, buckets, counts } = latency;
  const end = ends[row] ?? 0;
  for (let entry = ends[row - 1] ?? 0; entry < end; entry++) {
    const of = buckets[entry] ?? 0;
    cell.latency[of] = (cell.latency[of] ?? 0) + sign * (counts[entry] ?? 0);
  }
}

/** Adds what is remembered, or takes it away. Calls come first: none are left of what was all taken away. */
export async function addShares(grid: Grid, shares: readonly Share[], query: SharesQuery): Promise<void> {
  const mask = query.ids && maskOf(query.ids);
  const cells = new Map<number, (Cell | undefined)[]>();
  for (const share of shares) {
    await query.time.spend();
    const { bucket, sign } = share;
    const { ids, sums, width } = share.rows;
    const columns = Math.min(query.columns, width);
    const known = cells.get(bucket) ?? [];
    cells.set(bucket, known);
    for (let row = 0; row < ids.length; row++) {
      const id = ids[row] ?? 0;
      if (mask && mask[id] !== 1) continue;
      const cell = (known[id] ??= grid.cell(query.rootOf(id), bucket));
      for (let column = 0, at = row * width; column < columns; column++, at++)
        cell.sums[column] = (cell.sums[column] ?? 0) + sign * (sums[at] ?? 0);
      if (query.latency) addLatency(cell, share, row);
    }
  }
}
