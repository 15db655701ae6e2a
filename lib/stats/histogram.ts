/** Latency buckets: 8 per octave from 64 µs, so a bucket is 9 % wide; the last one ends at 67 s. */
export const LATENCY_BUCKETS = 160;
const PER_OCTAVE = 8;
const LOWEST_LOG2 = 6;

/** Bucket of a duration in µs: clamp(floor(8·(log2(µs) − 6)), 0, 159). */
export function latencyBucket(durationUs: number): number {
  if (durationUs < 64) return 0;
  const bucket = Math.floor(PER_OCTAVE * (Math.log2(durationUs) - LOWEST_LOG2));
  return bucket < LATENCY_BUCKETS ? bucket : LATENCY_BUCKETS - 1;
}

/** Lower edge of a bucket in µs; of `bucket + 1` it is the upper edge. */
export function latencyEdgeUs(bucket: number): number {
  return 2 ** (LOWEST_LOG2 + bucket / PER_OCTAVE);
}

/** Counts by bucket, all zero. */
export function emptyHistogram(): Float64Array {
  return new Float64Array(LATENCY_BUCKETS);
}

export function addHistogram(into: Float64Array, from: Float64Array): void {
  for (let bucket = 0; bucket < LATENCY_BUCKETS; bucket++) into[bucket] = (into[bucket] ?? 0) + (from[bucket] ?? 0);
}

/** How many calls a histogram holds: those with a known duration. */
export function histogramCount(counts: Float64Array): number {
  let total = 0;
  for (let bucket = 0; bucket < counts.length; bucket++) total += counts[bucket] ?? 0;
  return total;
}

interface HistogramKnown {
  /** How many calls it holds. */
  all?: number;
  /** What they took together. */
  sumUs?: number;
}

/**
 * How many calls of a histogram took no longer than this: exactly but for the bucket that the limit lies in, where durations are taken
 * as spread evenly on the log scale, which the buckets are cut by. Where all lie in that one and their sum is known, each is their
 * mean: of calls that all took the same, the count is exact.
 */
export function countUpTo(
  counts: Float64Array,
  limitUs: number,
  { all = histogramCount(counts), sumUs }: HistogramKnown = {},
): number {
  const place = PER_OCTAVE * (Math.log2(Math.max(limitUs, 1)) - LOWEST_LOG2);
  const bucket = Math.floor(place);
  if (bucket >= LATENCY_BUCKETS) return all;
  const inside = counts[bucket] ?? 0;
  if (inside > 0 && inside >= all && sumUs !== undefined) return sumUs <= limitUs * all ? all : 0;
  let count = inside * (place - bucket);
  for (let below = 0; below < bucket; below++) count += counts[below] ?? 0;
  return count;
}

/**
 * Apdex, 0 to 1: (satisfied + tolerated / 2) / calls, where calls up to the threshold T satisfy and those up to 4 T are
 * tolerated (Apdex Alliance, Application Performance Index: Technical Specification, version 1.1). Null of nothing. How the calls in the
 * buckets of T and of 4 T, 9 % wide each, are shared out is estimated as in `countUpTo`.
 */
export function apdex(counts: Float64Array, thresholdUs: number, known: HistogramKnown = {}): number | null {
  const all = known.all ?? histogramCount(counts);
  if (all === 0) return null;
  const upTo = (limitUs: number): number => countUpTo(counts, limitUs, { ...known, all });
  return (upTo(thresholdUs) + upTo(4 * thresholdUs)) / (2 * all);
}

/**
 * Quantiles q (0 < q ≤ 1, ascending) in µs, null of nothing. The rank q·n, no nearer to either end than the middle of the first and
 * the last call (Hazen's plotting positions, (k − ½)/n), falls into a bucket; inside it durations are taken as spread evenly on
 * the log scale, which the buckets are cut by. Where all lie in one bucket and their sum is known, each is their mean: of one
 * call, or of calls that all took the same, exactly what it took.
 */
export function quantilesUs(
  counts: Float64Array,
  quantiles: readonly number[],
  { all = histogramCount(counts), sumUs }: HistogramKnown = {},
): (number | null)[] {
  if (all <= 0) return quantiles.map(() => null);
  let below = 0;
  let bucket = 0;
  return quantiles.map((q) => {
    const rank = Math.max(0.5, Math.min(q * all, all - 0.5));
    for (; bucket < LATENCY_BUCKETS; bucket++) {
      const count = counts[bucket] ?? 0;
      if (count >= all && sumUs !== undefined) return sumUs / all;
      if (count > 0 && below + count >= rank) return latencyEdgeUs(bucket + (rank - below) / count);
      below += count;
    }
    return latencyEdgeUs(highestBucket(counts) + 1);
  });
}

/** The highest bucket that holds a call; rounding may let a rank fall beyond it. */
function highestBucket(counts: Float64Array): number {
  for (let bucket = LATENCY_BUCKETS - 1; bucket > 0; bucket--) if ((counts[bucket] ?? 0) > 0) return bucket;
  return 0;
}

/** One of them. */
export function quantileUs(counts: Float64Array, q: number, known?: HistogramKnown): number | null {
  return quantilesUs(counts, [q], known)[0] ?? null;
}
