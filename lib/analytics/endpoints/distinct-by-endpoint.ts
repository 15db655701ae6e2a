import type { PendingTotals } from '../../rollups';
import { readEndpointConsumers, readRawPairs } from '../../storage';
import type { Segment, Sql } from '../../storage';
import { environmentsOf } from '../cells/pending-filter';
import { cover } from '../range/cover';
import type { Range } from '../range/params';

const DAY_MS = 86_400_000;
const MINUTES_PER_DAY = 1440;

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
export async function distinctByEndpoint(
  sql: Sql,
  query: PairsQuery,
  pending: readonly PendingTotals[],
): Promise<Map<number, number>> {
  const sets = new Map<number, Set<number>>();
  const add = (endpointId: number, consumerId: number): void => {
    const set = sets.get(endpointId) ?? new Set<number>();
    sets.set(endpointId, set.add(consumerId));
  };
  const { days, parts } = wholeDays(query);
  for (const segment of days) {
    for (const pair of await readEndpointConsumers(sql, { ...query, segment, endpointId: null })) {
      add(pair.endpointId, pair.consumerId);
    }
  }
  for (const segment of parts) {
    for (const pair of await readRawPairs(sql, { ...query, segment })) add(pair.endpointId, pair.consumerId);
  }
  for (const { endpointConsumers } of environmentsOf(pending, query.environmentIds)) {
    for (let row = 0; row < endpointConsumers.size; row++) {
      const atMs = endpointConsumers.key(row, 0) * MINUTES_PER_DAY * 60_000;
      if (days.some(({ from, to }) => atMs >= from.getTime() && atMs < to.getTime())) {
        add(endpointConsumers.key(row, 1), endpointConsumers.key(row, 2));
      }
    }
  }
  return new Map([...sets].map(([endpointId, set]) => [endpointId, set.size]));
}
