import type { PendingTotals } from '../../rollups';
import { CONSUMER_SUMS, readConsumerSums, together } from '../../storage';
import type { Segment, Sql } from '../../storage';
import { E } from '../measures/columns';
import { addShares } from './add-shares';
import { addByStretches } from './by-stretches';
import { Grid } from './grid';
import { rememberable, WORTH_ALL } from './rememberable';
import type { KeptSince } from './rememberable';
import { rawWithinBudget } from './raw-within-budget';
import { bucketOf, environmentsOf, inTiers } from './pending-filter';
import { WorkTime } from './work-time';

export interface ConsumerCellsQuery extends KeptSince {
  projectId: number;
  environmentIds: readonly number[];
  segments: readonly Segment[];
  stepSeconds: number | null;
  /** Null = every consumer. */
  consumerIds: readonly number[] | null;
  /** Reads so many of CONSUMER_SUMS, from the first: the others stay 0. */
  sums?: number | undefined;
  /** Shared with other reads of the answer; of its own unless given. */
  time?: WorkTime | undefined;
}

type SegmentQuery = ConsumerCellsQuery & { segment: Segment; time: WorkTime };

async function addRaw(sql: Sql, grid: Grid, query: ConsumerCellsQuery & { segment: Segment }): Promise<void> {
  for (const { id, bucket, latency, sums } of await rawWithinBudget(sql, {
    ...query,
    by: 'consumer_id',
    endpointIds: null,
  })) {
    const at = (column: number): number => sums[column] ?? 0;
    const bytes = [at(E.request_bytes), at(E.response_bytes)];
    const timed = latency === null ? 0 : at(E.calls);
    grid.add(id, bucket, [at(E.calls), at(E.s4xx), at(E.s5xx), at(E.s429), ...bytes, at(E.duration_us), timed]);
  }
}

const WIDTH = CONSUMER_SUMS.length;

async function addTier(sql: Sql, grid: Grid, query: SegmentQuery): Promise<void> {
  const { consumerIds, time } = query;
  const isMany = consumerIds === null || consumerIds.length >= WORTH_ALL;
  const asked = sql.memory && isMany && rememberable('consumer', query);
  if (!sql.memory || !asked) {
    for (const row of await readConsumerSums(isMany ? time.within(sql) : sql, query)) {
      grid.add(row.id, row.bucket, row.sums);
    }
    return;
  }
  const columns = query.sums ?? WIDTH;
  const shown = { ids: consumerIds, columns, latency: false, rootOf: (id: number) => id, time };
  const read = { memory: sql.memory, query: { ...asked, latency: 'none' as const, columns, time } };
  await addByStretches(sql, read, (shares) => addShares(grid, shares, shown));
}

/**
 * Sums (CONSUMER_SUMS) by consumer and bucket, from tiers, raw edges and what is still pending. Throws `timeout` when there is more
 * than can be read in time.
 */
export async function consumerCells(
  sql: Sql,
  asked: ConsumerCellsQuery,
  pending: readonly PendingTotals[],
): Promise<Grid> {
  const query = { ...asked, time: asked.time ?? new WorkTime() };
  const grid = new Grid(CONSUMER_SUMS.length, false);
  const tiers = query.segments.filter(({ source }) => source !== 'raw');
  await together(tiers.map((segment) => addTier(sql, grid, { ...query, segment })));
  grid.dropEmpty();
  for (const segment of query.segments) if (segment.source === 'raw') await addRaw(sql, grid, { ...query, segment });
  const wanted = inTiers(query.segments);
  const chosen = query.consumerIds && new Set(query.consumerIds);
  for (const { consumers } of environmentsOf(pending, query.environmentIds)) {
    for (let row = 0; row < consumers.size; row++) {
      const minute = consumers.key(row, 0);
      const id = consumers.key(row, 1);
      if (!wanted(minute) || (chosen && !chosen.has(id))) continue;
      const from = row * consumers.valueWidth;
      const bucket = bucketOf(minute, query.stepSeconds);
      grid.add(id, bucket, consumers.values.subarray(from, from + consumers.valueWidth));
    }
  }
  return grid;
}
