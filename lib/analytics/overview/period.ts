import type { PendingTotals } from '../../rollups';
import type { OverviewPoint, Totals } from '../../shared';
import { addHistogram } from '../../stats';
import type { Sql } from '../../storage';
import { endpointCells } from '../cells/endpoint-cells';
import { totalsOf } from '../measures/measure-value';
import type { Range, Scope } from '../range/params';
import { requireKept } from '../range/require-kept';
import { endpointSegments } from '../range/segments';

export interface PeriodQuery extends Scope, Range {
  stepSeconds: number;
  now: Date;
}

/** Starts of the buckets of a period, seconds since the epoch. */
export function bucketsOf({ from, to, stepSeconds }: PeriodQuery): number[] {
  const first = from.getTime() / 1000;
  const count = Math.round((to.getTime() / 1000 - first) / stepSeconds);
  return Array.from({ length: count }, (_, index) => first + index * stepSeconds);
}

/** A period of all endpoints together: point by point, and added up. */
export async function readPeriod(
  sql: Sql,
  query: PeriodQuery,
  pending: readonly PendingTotals[],
): Promise<{ totals: Totals; points: OverviewPoint[] }> {
  const segments = endpointSegments(query, query);
  requireKept(segments, query.rawSinceMs);
  const grid = await endpointCells(sql, { ...query, segments, endpoints: 'total', latency: true }, pending);
  const all = grid.empty();
  const points = bucketsOf(query).map((bucket) => {
    const cell = grid.find(0, bucket) ?? grid.empty();
    cell.sums.forEach((value, column) => (all.sums[column] = (all.sums[column] ?? 0) + value));
    addHistogram(all.latency, cell.latency);
    return { at: new Date(bucket * 1000).toISOString(), ...totalsOf(cell) };
  });
  return { totals: totalsOf(all), points };
}
