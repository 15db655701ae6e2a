import { byMinuteOf } from '../../rollups';
import type { PendingTotals } from '../../rollups';
import { TRAIT } from '../../shared';
import { readFirstCall, readLastMinute } from '../../storage';
import type { Sql } from '../../storage';
import { environmentsOf } from '../cells/pending-filter';
import type { Range, Scope } from '../range/params';
import { cursorBefore } from '../search/call-params';
import { findCalls } from '../search/find-calls';
import { coveringAll } from '../search/load-masks';

const MINUTE_MS = 60_000;
const AHEAD_MS = 600_000; // ingest takes calls up to ten minutes ahead of its clock
const US_PER_MS = 1_000;

export interface TimesQuery extends Scope {
  now: Date;
}

export interface LastCall {
  at: Date;
  /** It arrived as it happened; false for imported history. */
  live: boolean;
}

/** What can hold the newest call: all that is kept. Of an archive, which may have ended years ago, its last minute. */
async function lastWindow(sql: Sql, query: TimesQuery, pending: readonly PendingTotals[]): Promise<Range | null> {
  if (query.rawSinceMs > Number.NEGATIVE_INFINITY) {
    return { from: new Date(query.rawSinceMs), to: new Date(query.now.getTime() + AHEAD_MS) };
  }
  const stored = await readLastMinute(sql, query);
  const lastMs = Math.max(stored?.getTime() ?? Number.NEGATIVE_INFINITY, ...pendingMinutes(query, pending));
  return lastMs === Number.NEGATIVE_INFINITY ? null : { from: new Date(lastMs), to: new Date(lastMs + MINUTE_MS) };
}

/** The newest call that is kept. */
export async function findLastCall(
  sql: Sql,
  query: TimesQuery,
  pending: readonly PendingTotals[],
): Promise<LastCall | null> {
  const window = await lastWindow(sql, query, pending);
  if (!window) return null;
  const { from, to } = window;
  const { projectId, environmentIds } = query;
  const filter = { projectId, environmentIds, conditions: [] };
  const covered = coveringAll({ projectId, environmentIds, allEnvironmentIds: environmentIds });
  const clock = (): number => performance.now();
  const search = { filter, covered, from, to, before: cursorBefore(to), limit: 1, pending, clock };
  const { rows } = await findCalls(sql, search);
  const [row] = rows;
  if (!row) return null;
  return { at: new Date(Math.floor(Number(row.at) / US_PER_MS)), live: (row.traits & TRAIT.backfill) === 0 };
}

/** Starts of the first and the last minute that wait for the rollup; none when nothing waits. */
function pendingMinutes(query: TimesQuery, pending: readonly PendingTotals[]): [] | [firstMs: number, lastMs: number] {
  let [firstMs, lastMs] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const totals of environmentsOf(pending, query.environmentIds)) {
    const { first, last } = byMinuteOf(totals);
    firstMs = Math.min(firstMs, first * MINUTE_MS);
    lastMs = Math.max(lastMs, last * MINUTE_MS);
  }
  return firstMs <= lastMs ? [firstMs, lastMs] : [];
}

/** When the first call ever finished: exactly while it is kept, else the start of its minute or day. */
export const firstCallAt = (sql: Sql, query: TimesQuery, pending: readonly PendingTotals[]): Promise<Date | null> =>
  readFirstCall(sql, query, Math.min(...pendingMinutes(query, pending)));
