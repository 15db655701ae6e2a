import type { PendingTotals } from '../../rollups';
import { together } from '../../storage';
import type { Sql } from '../../storage';
import { E } from '../measures/columns';
import { cover } from '../range/cover';
import { wholeUnits } from '../range/params';
import type { Range, Scope } from '../range/params';
import { endpointCells } from './endpoint-cells';

const HOUR_MS = 3_600_000;

/** How many calls a read of these parts passes over at most: those of the whole hours around them, every endpoint's. */
export async function callsAround(
  sql: Sql,
  { parts, ...scope }: Scope & { parts: readonly Range[] },
  pending: readonly PendingTotals[],
): Promise<number> {
  const callsOf = async (part: Range): Promise<number> => {
    const { from, to } = wholeUnits(part, HOUR_MS);
    const segments = cover(from, to, {
      largestMs: Number.POSITIVE_INFINITY,
      minutesSinceMs: Number.POSITIVE_INFINITY,
    });
    const query = { ...scope, segments, stepSeconds: null, endpoints: 'total' as const, latency: false };
    const grid = await endpointCells(sql, query, pending);
    return grid.find(0, 0)?.sums[E.calls] ?? 0;
  };
  const counts = await together(parts.map(callsOf));
  return counts.reduce((sum, calls) => sum + calls, 0);
}
