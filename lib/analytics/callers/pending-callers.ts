import { CALLER_COLUMN } from '../../rollups';
import type { EnvironmentTotals, PendingTotals } from '../../rollups';
import type { CallerTimes, PendingCallers, Segment } from '../../storage';
import { environmentsOf, inTiers, SECONDS_PER_MINUTE } from '../cells/pending-filter';

export interface PendingCallersQuery {
  environmentIds: readonly number[];
  segments: readonly Segment[];
}

export interface WaitingCallers {
  /** In the parts of a range that are read from rollups; each caller stands there once. */
  sums: PendingCallers;
  /** Whatever the range. */
  times: ReadonlyMap<string, CallerTimes>;
}

interface Tally extends CallerTimes {
  calls: number;
  errors: number;
  rateLimited: number;
}

function tallyOf(tallies: Map<string, Tally>, caller: string): Tally {
  const known = tallies.get(caller);
  if (known) return known;
  const made = { firstAt: Infinity, lastAt: 0, calls: 0, errors: 0, rateLimited: 0 };
  tallies.set(caller, made);
  return made;
}

type CallerTable = EnvironmentTotals['callers'];

function addMinute(tally: Tally, minute: number): void {
  const at = minute * SECONDS_PER_MINUTE;
  tally.firstAt = Math.min(tally.firstAt, at);
  tally.lastAt = Math.max(tally.lastAt, at);
}

function addSums(tally: Tally, table: CallerTable, row: number): void {
  tally.calls += table.value(row, CALLER_COLUMN.calls);
  tally.errors += table.value(row, CALLER_COLUMN.s4xx) + table.value(row, CALLER_COLUMN.s5xx);
  tally.rateLimited += table.value(row, CALLER_COLUMN.s429);
}

interface Adding {
  /** Of an index into the callers of a blob. */
  tallyAt(index: number): Tally;
  wanted(minute: number): boolean;
}

function addTable(table: CallerTable, { tallyAt, wanted }: Adding): void {
  for (let row = 0; row < table.size; row++) {
    const minute = table.key(row, 0);
    const tally = tallyAt(table.key(row, 1));
    addMinute(tally, minute);
    if (wanted(minute)) addSums(tally, table, row);
  }
}

function tallyAll({ segments, environmentIds }: PendingCallersQuery, pending: readonly PendingTotals[]) {
  const wanted = inTiers(segments);
  const tallies = new Map<string, Tally>();
  for (const blob of pending) {
    const known: Tally[] = [];
    const tallyAt = (index: number): Tally => (known[index] ??= tallyOf(tallies, blob.callers[index] ?? ''));
    for (const { callers } of environmentsOf([blob], environmentIds)) addTable(callers, { tallyAt, wanted });
  }
  return tallies;
}

/** What no rollup holds yet of callers: one entry for each, of many minutes and flushes. */
export function pendingCallers(query: PendingCallersQuery, pending: readonly PendingTotals[]): WaitingCallers {
  const tallies = tallyAll(query, pending);
  const inRange = [...tallies].filter(([, { calls }]) => calls > 0);
  const listOf = (column: 'calls' | 'errors' | 'rateLimited'): number[] => inRange.map(([, tally]) => tally[column]);
  const sums = { calls: listOf('calls'), errors: listOf('errors'), rateLimited: listOf('rateLimited') };
  return { sums: { callers: inRange.map(([caller]) => caller), ...sums }, times: tallies };
}
