import type { PendingTotals } from '../../rollups';
import { together } from '../../storage';
import type { Sql } from '../../storage';
import { E } from '../measures/columns';
import { cover } from '../range/cover';
import { wholeUnits } from '../range/params';
import type { Range, Scope } from '../range/params';
import { endpointCells } from './endpoint-cells';

const [MINUTE_MS, HOUR_MS] = [60_000, 3_600_000];

interface Around extends Scope {
  parts: readonly Range[];
  /** From when on whole minutes are counted instead of hours; never unless told. */
  minutesSinceMs?: number;
}

/** How many calls a read of these parts passes over at most: those of the whole hours, or minutes, around them, every endpoint's. */
export async function callsAround(
  sql: Sql,
  { parts, minutesSinceMs = Number.POSITIVE_INFINITY, ...scope }: Around,
  pending: readonly PendingTotals[],
): Promise<number> {
  const callsOf = async (part: Range): Promise<number> => {
    const minutes = wholeUnits(part, MINUTE_MS);
    const { from, to } = minutes.from.getTime() >= minutesSinceMs ? minutes : wholeUnits(part, HOUR_MS);
    const segments = cover(from, to, { largestMs: Number.POSITIVE_INFINITY, minutesSinceMs });
    const query = { ...scope, segments, stepSeconds: null, endpoints: 'total' as const, latency: false };
    const grid = await endpointCells(sql, query, pending);
    return grid.find(0, 0)?.sums[E.calls] ?? 0;
  };
  const counts = await together(parts.map(callsOf));
  return counts.reduce((sum, calls) => sum + calls, 0);
}
