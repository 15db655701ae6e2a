import type { PendingTotals } from '../../rollups';
import { CONSUMER_SUMS, readConsumerSums, together } from '../../storage';
import type { Segment, Sql } from '../../storage';
import { E } from '../measures/columns';
import { Grid } from './grid';
import { rememberedRows } from './remembered-rows';
import { rawWithinBudget } from './raw-within-budget';
import { bucketOf, environmentsOf, inTiers, SECONDS_PER_MINUTE } from './pending-filter';

export interface ConsumerCellsQuery {
  projectId: number;
  environmentIds: readonly number[];
  segments: readonly Segment[];
  stepSeconds: number | null;
  /** Null = every consumer. */
  consumerIds: readonly number[] | null;
  /** Reads so many of CONSUMER_SUMS, from the first: the others stay 0. */
  sums?: number | undefined;
}

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
/** For fewer consumers, those of others are not read. */
const WORTH_ALL = 10;

async function addTier(sql: Sql, grid: Grid, query: ConsumerCellsQuery & { segment: Segment }): Promise<void> {
  const { projectId, environmentIds, consumerIds, segment, stepSeconds } = query;
  const { source: tier, from, to } = segment;
  const isMany = consumerIds === null || consumerIds.length >= WORTH_ALL;
  if (!sql.memory || !isMany || tier === 'minute' || tier === 'raw') {
    for (const row of await readConsumerSums(sql, query)) grid.add(row.id, row.bucket, row.sums);
    return;
  }
  const chosen = consumerIds && new Set(consumerIds);
  const asked = { projectId, environmentIds, of: 'consumer' as const, tier, from, to, most: Infinity };
  for (const { at, ids, sums } of (await rememberedRows(sql, sql.memory, asked)).known) {
    const bucket = bucketOf(at / SECONDS_PER_MINUTE, stepSeconds);
    ids.forEach((id, row) => {
      if (!chosen || chosen.has(id)) grid.add(id, bucket, sums.subarray(row * WIDTH, (row + 1) * WIDTH));
    });
  }
}

/** Sums (CONSUMER_SUMS) by consumer and bucket, from tiers, raw edges and what is still pending. */
export async function consumerCells(
  sql: Sql,
  query: ConsumerCellsQuery,
  pending: readonly PendingTotals[],
): Promise<Grid> {
  const grid = new Grid(CONSUMER_SUMS.length, false);
  const tiers = query.segments.filter(({ source }) => source !== 'raw');
  await together(tiers.map((segment) => addTier(sql, grid, { ...query, segment })));
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
