import { CALLER_COLUMN } from '../../rollups';
import type { PendingTotals } from '../../rollups';
import type { CallerTimes, PendingCallers, Segment } from '../../storage';
import { inTiers } from '../cells/pending-filter';

export interface PendingCallersQuery {
  environmentIds: readonly number[];
  segments: readonly Segment[];
}

export interface WaitingCallers {
  /** In the parts of a range that are read from rollups. */
  sums: PendingCallers;
  /** Whatever the range. */
  times: Map<string, CallerTimes>;
}

interface Minute {
  caller: string;
  /** Since the epoch. */
  minute: number;
  calls: number;
  errors: number;
  rateLimited: number;
}

function* minutesOf(pending: readonly PendingTotals[], environmentIds: readonly number[]): Generator<Minute> {
  for (const blob of pending) {
    for (const id of environmentIds) {
      const table = blob.environments.get(id)?.callers;
      for (let row = 0; table && row < table.size; row++) {
        yield {
          caller: blob.callers[table.key(row, 1)] ?? '',
          minute: table.key(row, 0),
          calls: table.value(row, CALLER_COLUMN.calls),
          errors: table.value(row, CALLER_COLUMN.s4xx) + table.value(row, CALLER_COLUMN.s5xx),
          rateLimited: table.value(row, CALLER_COLUMN.s429),
        };
      }
    }
  }
}

/** What no rollup holds yet of callers. */
export function pendingCallers(query: PendingCallersQuery, pending: readonly PendingTotals[]): WaitingCallers {
  const wanted = inTiers(query.segments);
  const sums: PendingCallers = { callers: [], calls: [], errors: [], rateLimited: [] };
  const times = new Map<string, CallerTimes>();
  for (const { caller, minute, calls, errors, rateLimited } of minutesOf(pending, query.environmentIds)) {
    const at = minute * 60;
    const known = times.get(caller);
    if (!known) times.set(caller, { firstAt: at, lastAt: at });
    else {
      known.firstAt = Math.min(known.firstAt, at);
      known.lastAt = Math.max(known.lastAt, at);
    }
    if (!wanted(minute)) continue;
    sums.callers.push(caller);
    sums.calls.push(calls);
    sums.errors.push(errors);
    sums.rateLimited.push(rateLimited);
  }
  return { sums, times };
}
