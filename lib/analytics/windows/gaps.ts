import type { Observation } from '../../shared';
import type { IngestGap } from '../../storage';

/** A time in which Callwatch took no calls. */
export interface Gap {
  fromMs: number;
  toMs: number;
}

export function toGap({ startedAt, endedAt }: IngestGap): Gap {
  return { fromMs: startedAt.getTime(), toMs: endedAt?.getTime() ?? Number.POSITIVE_INFINITY };
}

/** Marks the windows that reach into a gap. */
export function markGaps(
  windows: readonly Observation[],
  { gaps, firstEndMs, windowSeconds }: { gaps: readonly Gap[]; firstEndMs: number; windowSeconds: number },
): Observation[] {
  if (gaps.length === 0) return [...windows];
  return windows.map((window, index) => {
    const toMs = firstEndMs + index * 60_000;
    const fromMs = toMs - windowSeconds * 1000;
    const touched = gaps.some((gap) => gap.fromMs < toMs && gap.toMs > fromMs);
    return touched && 'partial' in window ? { ...window, partial: true } : window;
  });
}

/** Since when no SDK was heard, and in which environment where there are several. */
export interface Silence {
  sinceMs: number;
  environment?: string;
}

/**
 * Seconds since an SDK was last heard, at the end of each window; the time in which nobody listened does not count. A moment
 * after `sinceMs` is 0 seconds old: since then it was heard again.
 */
export function heartbeatWindow(endMs: number, { sinceMs, ...of }: Silence, gaps: readonly Gap[]): Observation {
  if (gaps.some((gap) => gap.fromMs <= endMs && endMs < gap.toMs)) return { kind: 'unknown' };
  const listeningSinceMs = Math.max(sinceMs, ...gaps.filter((gap) => gap.toMs <= endMs).map((gap) => gap.toMs));
  const value = Math.max(0, endMs - listeningSinceMs) / 1000;
  return { kind: 'value', value, calls: 0, partial: false, ...of };
}
