import { LIMITS } from '../catalogue';
import type { Usual } from '../state';

const MINUTE_MS = 60_000;

/** Adds a failure to the decayed count; out of order it counts as of the latest time. */
export function countUsual(
  usual: Map<number, Usual>,
  environmentId: number,
  { atMs, halfLifeMs }: { atMs: number; halfLifeMs: number },
): void {
  const known = usual.get(environmentId);
  if (!known) {
    if (usual.size < LIMITS.environments) usual.set(environmentId, { count: 1, atMs });
    return;
  }
  const passedMs = Math.max(0, atMs - known.atMs);
  known.count = known.count * 2 ** (-passedMs / halfLifeMs) + 1;
  known.atMs += passedMs;
}

/** Failures a minute; a decayed count is rate × half-life / ln 2 once it has settled. */
export function usualPerMinute(
  usual: ReadonlyMap<number, Usual>,
  environmentId: number,
  { atMs, halfLifeMs }: { atMs: number; halfLifeMs: number },
): number {
  const known = usual.get(environmentId);
  if (!known) return 0;
  const count = known.count * 2 ** (-Math.max(0, atMs - known.atMs) / halfLifeMs);
  return (count * Math.LN2 * MINUTE_MS) / halfLifeMs;
}
