/** Of fewer calls a percentile is about the slowest one. */
export const LEAST_CALLS = { p50: 2, p95: 20, p99: 100 } as const;

/** Histograms have 8 buckets an octave, cut at powers of 2^(1/8) µs from 64 µs on. */
const PER_OCTAVE = 8;
const LOWEST_MS = 0.064;
/** What is told is rounded, and may be the upper end of its bucket. */
const ROUNDED_MS = 0.001;

/**
 * The filter for the calls that took about as long as a percentile or longer. The percentile is read from a bucket and may lie above all
 * calls in it: these are all from the bucket's lower end on, so that none of those that it tells of is missing.
 */
export function slowerFilter(ms: number): { durationMs: string } {
  const withinMs = ms - ROUNDED_MS;
  if (withinMs < LOWEST_MS) return { durationMs: '>=0' };
  const edgeMs = 2 ** (Math.floor(PER_OCTAVE * Math.log2(withinMs * 1_000)) / PER_OCTAVE) / 1_000;
  return { durationMs: `>=${Math.floor(edgeMs * 1_000) / 1_000}` };
}
