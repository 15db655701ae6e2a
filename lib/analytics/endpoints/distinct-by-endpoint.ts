import type { PendingTotals } from '../../rollups';
import { countEndpointConsumers } from '../../storage';
import type { Segment, Sql } from '../../storage';
import { environmentsOf } from '../cells/pending-filter';
import { cover } from '../range/cover';
import type { Range } from '../range/params';

const DAY_MS = 86_400_000;

export interface PairsQuery extends Range {
  projectId: number;
  environmentIds: readonly number[];
}

/** Whole days of the range, and the parts of days at its ends. */
export function wholeDays(range: Range): { days: Segment[]; parts: Segment[] } {
  const segments = cover(range.from, range.to, { largestMs: DAY_MS, minutesSinceMs: Number.NEGATIVE_INFINITY });
  const days = segments.filter(({ source }) => source === 'day');
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return { days: [], parts: [{ source: 'raw', ...range }] };
  const parts: Segment[] = [
    { source: 'raw', from: range.from, to: first.from },
    { source: 'raw', from: last.to, to: range.to },
  ];
  return { days, parts: parts.filter(({ from, to }) => from < to) };
}

/**
 * Distinct consumers of every endpoint: kept by day, so parts of days are read from the calls (`parts` may be empty when
 * the caller found them too many).
 */
export function distinctByEndpoint(
  sql: Sql,
  query: PairsQuery,
  pending: readonly PendingTotals[],
): Promise<Map<number, number>> {
  const { days, parts } = wholeDays(query);
  const [first, last] = [days[0], days.at(-1)];
  const waiting: { endpointIds: number[]; consumerIds: number[] } = { endpointIds: [], consumerIds: [] };
  for (const { endpointConsumers } of environmentsOf(pending, query.environmentIds)) {
    for (let row = 0; row < endpointConsumers.size; row++) {
      const atMs = endpointConsumers.key(row, 0) * DAY_MS;
      if (!days.some(({ from, to }) => atMs >= from.getTime() && atMs < to.getTime())) continue;
      waiting.endpointIds.push(endpointConsumers.key(row, 1));
      waiting.consumerIds.push(endpointConsumers.key(row, 2));
    }
  }
  const whole = first && last ? { from: first.from, to: last.to } : null;
  return countEndpointConsumers(sql, { ...query, days: whole, parts, pending: waiting });
}
