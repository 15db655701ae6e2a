import type { PendingTotals } from '../../rollups';
import { naming, readPairCalls, readPairDays, together } from '../../storage';
import type { PairQuery, Sql } from '../../storage';
import { callsAround } from '../cells/calls-around';
import { environmentsOf } from '../cells/pending-filter';
import { wholeUnits } from '../range/params';
import type { Range, Scope } from '../range/params';
import { keptSince } from '../range/require-kept';
import { daysSince, minutesSinceMs } from '../range/segments';
import { wholeDays } from './distinct-by-endpoint';

const DAY_MS = 86_400_000;
// A scan passes fifty thousand in some 15 ms; beyond, whole days are told.
const MOST_CALLS_READ = 50_000;

export interface PairsQuery extends Scope, Range {
  now: Date;
  /** Which endpoints count as which, of the same snapshot; read unless given. */
  families?: naming.Families;
  of: { endpointId: number } | { consumerId: number };
}

interface FamilyQuery extends Scope, Range {
  now: Date;
  of: PairQuery['of'];
}

export interface RankedPairs {
  /** What was counted. */
  range: Range;
  /** The busiest first, by id among equals. */
  ranked: { id: number; calls: number }[];
}

/** All calls of what was ranked. */
export const callsOf = (ranked: readonly { calls: number }[]): number =>
  ranked.reduce((sum, { calls }) => sum + calls, 0);

/** The range itself where its parts of days can be read from calls, else whole days. */
async function countedRange(sql: Sql, query: FamilyQuery, pending: readonly PendingTotals[]): Promise<Range> {
  const { parts } = wholeDays(query);
  if (parts.length === 0) return query;
  if (parts.some(({ from }) => from.getTime() < keptSince(query.rawSinceMs))) return wholeUnits(query, DAY_MS);
  const around = { ...query, parts, minutesSinceMs: minutesSinceMs(query.now, query.keeps) };
  return (await callsAround(sql, around, pending)) > MOST_CALLS_READ ? wholeUnits(query, DAY_MS) : query;
}

function addPending(
  { of, days, environmentIds }: FamilyQuery & { days: readonly Range[] },
  pending: readonly PendingTotals[],
  add: (id: number, calls: number) => void,
): void {
  const [given, other, ids] = 'endpointIds' in of ? [1, 2, of.endpointIds] : [2, 1, [of.consumerId]];
  for (const { endpointConsumers } of environmentsOf(pending, environmentIds)) {
    for (let row = 0; row < endpointConsumers.size; row++) {
      const atMs = endpointConsumers.key(row, 0) * DAY_MS;
      if (!ids.includes(endpointConsumers.key(row, given))) continue;
      if (!days.some(({ from, to }) => atMs >= from.getTime() && atMs < to.getTime())) continue;
      add(endpointConsumers.key(row, other), endpointConsumers.value(row, 0));
    }
  }
}

/** Consumers of an endpoint, or endpoints of a consumer, with their calls since days are kept: whole ones are, parts of days are read. */
export async function busiestPairs(
  sql: Sql,
  { of, families, ...asked }: PairsQuery,
  pending: readonly PendingTotals[],
): Promise<RankedPairs> {
  const { rootOf, membersOf } = families ?? (await naming.readFamilies(sql, asked.projectId));
  const from = new Date(
    Math.min(asked.to.getTime(), Math.max(asked.from.getTime(), daysSince(asked.now, asked.keeps))),
  );
  const within = { ...asked, from };
  const query: FamilyQuery = { ...within, of: 'endpointId' in of ? { endpointIds: membersOf(of.endpointId) } : of };
  const range = await countedRange(sql, query, pending);
  const { days, parts } = wholeDays(range);
  const calls = new Map<number, number>();
  const add = (other: number, more: number): void => {
    const id = 'consumerId' in of ? rootOf(other) : other;
    calls.set(id, (calls.get(id) ?? 0) + more);
  };
  const rows = await together([
    ...days.map((part) => readPairDays(sql, { ...query, ...part })),
    ...parts.map((part) => readPairCalls(sql, { ...query, ...part })),
  ]);
  for (const row of rows.flat()) add(row.id, row.calls);
  addPending({ ...query, days }, pending, add);
  const ranked = [...calls].map(([id, count]) => ({ id, calls: count }));
  return { range: { from: range.from, to: range.to }, ranked: ranked.sort((a, b) => b.calls - a.calls || a.id - b.id) };
}
