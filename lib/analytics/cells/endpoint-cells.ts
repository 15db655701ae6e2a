import type { PendingTotals } from '../../rollups';
import { addMinuteLatency, addWideLatency } from '../../stats';
import { ENDPOINT_SUMS, readEndpointLatency, readEndpointSums } from '../../storage';
import type { EndpointChoice, Segment, Sql } from '../../storage';
import { Grid } from './grid';
import { rawWithinBudget } from './raw-within-budget';
import { bucketOf, environmentsOf, inTiers } from './pending-filter';

export interface EndpointCellsQuery {
  projectId: number;
  environmentIds: readonly number[];
  segments: readonly Segment[];
  stepSeconds: number | null;
  endpoints: EndpointChoice;
  /** Histograms are read only when they are asked for. */
  latency: boolean;
}

async function addTier(sql: Sql, grid: Grid, query: EndpointCellsQuery & { segment: Segment }): Promise<void> {
  for (const { id, bucket, sums } of await readEndpointSums(sql, query)) grid.add(id, bucket, sums);
  if (!query.latency) return;
  const add = query.segment.source === 'minute' ? addMinuteLatency : addWideLatency;
  for (const { id, bucket, latency } of await readEndpointLatency(sql, query))
    add(grid.cell(id, bucket).latency, latency);
}

async function addRaw(sql: Sql, grid: Grid, query: EndpointCellsQuery & { segment: Segment }): Promise<void> {
  const { endpoints } = query;
  const rows = await rawWithinBudget(sql, {
    ...query,
    by: endpoints === 'total' ? null : 'endpoint_id',
    endpointIds: typeof endpoints === 'string' ? null : endpoints,
    consumerId: null,
  });
  for (const { id, bucket, latency, sums } of rows) {
    grid.add(id, bucket, sums);
    if (latency !== null) grid.addLatency(id, bucket, { bucket: latency, calls: sums[0] ?? 0 });
  }
}

function addPending(grid: Grid, query: EndpointCellsQuery, pending: readonly PendingTotals[]): void {
  const { endpoints: choice } = query;
  const wanted = inTiers(query.segments);
  const chosen = typeof choice === 'string' ? null : new Set(choice);
  for (const { endpoints, latency } of environmentsOf(pending, query.environmentIds)) {
    const { values, valueWidth } = endpoints;
    const histograms = Array.from({ length: endpoints.size }, (_, row) => {
      const minute = endpoints.key(row, 0);
      const endpoint = endpoints.key(row, 1);
      if (!wanted(minute) || (chosen && !chosen.has(endpoint))) return null;
      const id = choice === 'total' ? 0 : endpoint;
      const bucket = bucketOf(minute, query.stepSeconds);
      grid.add(id, bucket, values.subarray(row * valueWidth, (row + 1) * valueWidth));
      return grid.cell(id, bucket).latency;
    });
    for (let row = 0; row < latency.size; row++) {
      const counts = histograms[latency.key(row, 0)];
      const bucket = latency.key(row, 1);
      if (counts) counts[bucket] = (counts[bucket] ?? 0) + latency.value(row, 0);
    }
  }
}

/** Sums (ENDPOINT_SUMS) and histograms by endpoint and bucket, from tiers, raw edges and what is still pending. */
export async function endpointCells(
  sql: Sql,
  query: EndpointCellsQuery,
  pending: readonly PendingTotals[],
): Promise<Grid> {
  const grid = new Grid(ENDPOINT_SUMS.length, query.latency);
  for (const segment of query.segments) {
    const add = segment.source === 'raw' ? addRaw : addTier;
    await add(sql, grid, { ...query, segment });
  }
  addPending(grid, query, pending);
  return grid;
}
