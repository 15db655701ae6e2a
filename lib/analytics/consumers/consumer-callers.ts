import type { PendingTotals } from '../../rollups';
import { readConsumerCallers } from '../../storage';
import type { Sql } from '../../storage';
import { wholeUnits } from '../range/params';
import type { Range, Scope } from '../range/params';
import { callerHoursSince } from '../range/segments';

const HOUR_MS = 3_600_000;

export interface ConsumerCallersQuery extends Scope, Range {
  now: Date;
  consumerId: number;
}

export interface RankedCallers {
  /** Whole hours around the range, as far as they are kept. */
  range: Range;
  /** The busiest first, by address among equals. */
  ranked: { address: string; calls: number }[];
}

/** The whole hours around a range that are kept; null when none is. */
function keptHours({ now, ...range }: ConsumerCallersQuery): Range | null {
  const sinceMs = Math.ceil(callerHoursSince(now) / HOUR_MS) * HOUR_MS;
  const { from, to } = wholeUnits(range, HOUR_MS);
  const fromMs = Math.max(sinceMs, from.getTime());
  return fromMs < to.getTime() ? { from: new Date(fromMs), to } : null;
}

type Add = (address: string, calls: number) => void;

function addPending(query: ConsumerCallersQuery & { range: Range }, pending: readonly PendingTotals[], add: Add): void {
  const [first, end] = [query.range.from.getTime() / HOUR_MS, query.range.to.getTime() / HOUR_MS];
  const tables = pending.flatMap(({ environments, callers }) =>
    query.environmentIds.flatMap((id) => {
      const table = environments.get(id)?.consumerCallers;
      return table ? [{ table, callers }] : [];
    }),
  );
  for (const { table, callers } of tables) {
    for (let row = 0; row < table.size; row++) {
      const hour = table.key(row, 0);
      if (hour < first || hour >= end || table.key(row, 1) !== query.consumerId) continue;
      add(callers[table.key(row, 2)] ?? '', table.value(row, 0));
    }
  }
}

/** From where a consumer called, by whole hours, which are kept 48 h; null for a range that ended before. */
export async function consumerCallers(
  sql: Sql,
  query: ConsumerCallersQuery,
  pending: readonly PendingTotals[],
): Promise<RankedCallers | null> {
  const range = keptHours(query);
  if (!range) return null;
  const calls = new Map<string, number>();
  const add: Add = (address, more) => void calls.set(address, (calls.get(address) ?? 0) + more);
  for (const row of await readConsumerCallers(sql, { ...query, ...range })) add(row.address, row.calls);
  addPending({ ...query, range }, pending, add);
  const ranked = [...calls].map(([address, count]) => ({ address, calls: count }));
  return { range, ranked: ranked.sort((a, b) => b.calls - a.calls || (a.address < b.address ? -1 : 1)) };
}
