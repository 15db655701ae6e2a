import type { IncidentBurst, KeptCalls } from '../../shared';
import type { RateSpan } from '../../detection';
import { listAttackRuns, listFindingWindows, type AttackRun, type AttackScope, type Sql } from '../../storage';

/** A pause longer than this parts two bursts. */
const GAP_MS = 300_000;
const MOST_BURSTS = 200;
const MOST_WINDOWS = 2_000;

/** Joins windows that overlap or lie no further apart than the gap, in order of time. */
export function joinWindows(windows: readonly AttackRun[], gapMs: number): AttackRun[] {
  const joined: AttackRun[] = [];
  for (const { from, to } of [...windows].sort((a, b) => a.from.getTime() - b.from.getTime())) {
    const last = joined.at(-1);
    if (!last || from.getTime() - last.to.getTime() > gapMs) joined.push({ from, to });
    else if (to > last.to) last.to = to;
  }
  return joined;
}

/**
 * The bursts of an attack in order of time, the latest 200: from its login attempts and its spans over a rate, or, once calls have expired, from the windows
 * of its findings, which know no pause shorter than the quiet time.
 */
export async function readBursts(
  sql: Sql,
  { scope, incidentId, kept, rates }: { scope: AttackScope; incidentId: number; kept: KeptCalls; rates: RateSpan[] },
): Promise<AttackRun[]> {
  if (kept === 'all') {
    const runs = await listAttackRuns(sql, scope, { gapSeconds: GAP_MS / 1000, limit: MOST_BURSTS });
    if (rates.length === 0) return runs.reverse();
    const over = rates.map(({ fromMs, toMs }) => ({ from: new Date(fromMs), to: new Date(toMs) }));
    return joinWindows([...runs, ...over], GAP_MS).slice(-MOST_BURSTS);
  }
  const windows = await listFindingWindows(sql, { projectId: scope.projectId, incidentId }, MOST_WINDOWS);
  return joinWindows(windows, GAP_MS).slice(-MOST_BURSTS);
}

export function burstItem({ from, to }: AttackRun): IncidentBurst {
  return { from: from.toISOString(), to: to.toISOString() };
}
