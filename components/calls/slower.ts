/** Of fewer calls a percentile is about the slowest one. */
export const LEAST_CALLS = { p50: 2, p95: 20, p99: 100 } as const;

/** Histograms have 8 buckets an octave: what is read from them lies within one of the true value. */
const BUCKET = 2 ** (-1 / 8);

/** The filter for the calls that took as long as a percentile or longer; of few calls one that has the slowest of them. */
export function slowerFilter(ms: number, { isOfFew }: { isOfFew: boolean }): { durationMs: string } {
  return { durationMs: `>=${isOfFew ? Math.floor(ms * BUCKET * 1_000) / 1_000 : ms}` };
}
