import { ENDPOINT_SUMS, naming } from '../../storage';
import type { Sql } from '../../storage';
import { Grid } from '../cells/grid';
import { rawWithinBudget } from '../cells/raw-within-budget';
import type { Range } from '../range/params';

export interface RawSeriesQuery extends Range {
  projectId: number;
  environmentIds: readonly number[];
  stepSeconds: number;
  endpointId: number | null;
  consumerId: number;
  flaggedOnly: boolean;
}

/** Cells (id 0) of calls that no tier tells apart. Throws `timeout` when a second is not enough to read them. */
export async function rawSeries(sql: Sql, query: RawSeriesQuery): Promise<Grid> {
  const grid = new Grid(ENDPOINT_SUMS.length, true);
  const { endpointId, projectId } = query;
  const endpointIds = endpointId === null ? null : (await naming.readFamilies(sql, projectId)).membersOf(endpointId);
  const consumerIds = [query.consumerId];
  const segment = { source: 'raw' as const, from: query.from, to: query.to };
  for (const row of await rawWithinBudget(sql, { ...query, by: null, endpointIds, consumerIds, segment })) {
    grid.add(0, row.bucket, row.sums);
    if (row.latency !== null) grid.addLatency(0, row.bucket, { bucket: row.latency, calls: row.sums[0] ?? 0 });
  }
  return grid;
}
