import type { LoopFigures } from '../lib/shared';
import type { LoopCount } from './run-loops';

/** A loop that fails again and again for so long makes the worker unready. */
const FAILING_MS = 60_000;

const secondsSince = (fromMs: number, nowMs: number): number => Math.round(nowMs - fromMs) / 1_000;

/** Why the worker does not do its work: a loop that has only failed for a minute. Null when there is none. */
export function troubleOf(counts: readonly LoopCount[], nowMs: number): string | null {
  const failing = counts.filter(({ failures, passedMs }) => failures > 0 && nowMs - passedMs > FAILING_MS);
  if (failing.length === 0) return null;
  return `failing for more than ${FAILING_MS / 1_000} s: ${failing.map(({ job }) => job).join(', ')}`;
}

/**
 * Seconds since the last full pass of each loop, and since every one of them had made one; null where there was none yet.
 * A loop that rests between its passes grows older meanwhile.
 */
export function describePasses(counts: readonly LoopCount[], nowMs: number) {
  const ages = counts.map(({ job, passed, passedMs }) => [job, passed ? secondsSince(passedMs, nowMs) : null] as const);
  const known = ages.flatMap(([, age]) => age ?? []);
  return {
    lastFullPassAgeSeconds: known.length < ages.length ? null : Math.max(...known),
    lastPassAgeSeconds: Object.fromEntries(ages),
  };
}

/** How each loop does, for those who run the instance. */
export const describeLoops = (counts: readonly LoopCount[], nowMs: number): LoopFigures[] =>
  counts.map(({ job, failures, passedMs }) => ({ job, failures, passAgeSeconds: secondsSince(passedMs, nowMs) }));
