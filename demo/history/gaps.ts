/** A stretch of time: `fromMs` ≤ t < `toMs`. */
export interface Gap {
  fromMs: number;
  toMs: number;
}

export const MINUTE_MS = 60_000;

/** The minutes without a call as stretches, by time; `minutes` are their beginnings, ascending. The last may be cut by `nowMs`. */
export function gapsOf(minutes: readonly number[], nowMs: number): Gap[] {
  const gaps: Gap[] = [];
  for (const fromMs of minutes) {
    const toMs = Math.min(fromMs + MINUTE_MS, nowMs);
    const last = gaps.at(-1);
    if (toMs <= fromMs) continue;
    if (last?.toMs === fromMs) last.toMs = toMs;
    else gaps.push({ fromMs, toMs });
  }
  return gaps;
}
