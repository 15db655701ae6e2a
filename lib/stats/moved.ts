import { histogramCount, quantileUs } from './histogram';

/** Of a normal distribution 99.7 percent lie within so many standard deviations. */
const Z = 3;

/** Nothing is proven to have moved. */
export const UNMOVED = 1;

/** The bound of an interval of a logarithm that is nearer to no change, as a factor. */
function nearerToNone(log: number, error: number): number {
  const size = Math.abs(log) - Z * error;
  return size > 0 ? Math.exp(Math.sign(log) * size) : UNMOVED;
}

/**
 * By which factor a count has moved at least, over two spans of equal length: above 1 up, below 1 down, 1 when chance can
 * explain it. Wald interval of the log of a ratio of two Poisson rates, half a count added to each (Rothman,
 * Epidemiology: An Introduction, chapter 9), so that a few counts prove little whatever their ratio.
 */
export function countMovedBy(now: number, before: number): number {
  const [a, b] = [now + 0.5, before + 0.5];
  return nearerToNone(Math.log(a / b), Math.sqrt(1 / a + 1 / b));
}

/** Some of all: errors of calls. */
export interface Share {
  part: number;
  whole: number;
}

/** Of fewer a share says nothing: one call that failed is 100 percent. */
const LEAST_PARTS = 10;

/** The same of a share: of the parts as counts, each over its whole. The higher one has to have ten parts at least. */
export function shareMovedBy(now: Share, before: Share): number {
  if (now.whole === 0 || before.whole === 0) return UNMOVED;
  const higher = now.part / now.whole > before.part / before.whole ? now : before;
  if (higher.part < LEAST_PARTS) return UNMOVED;
  const [a, n, b, m] = [now.part + 0.5, now.whole + 0.5, before.part + 0.5, before.whole + 0.5];
  return nearerToNone(Math.log(a / n / (b / m)), Math.sqrt(1 / a + 1 / b));
}

/** Lower and upper bound of a quantile by its order statistics (Hahn and Meeker, Statistical Intervals, 5.2); null for too few. */
function quantileBounds(counts: Float64Array, q: number): readonly [number, number] | null {
  const n = histogramCount(counts);
  const spread = Z * Math.sqrt(n * q * (1 - q));
  const [low, high] = [n * q - spread, n * q + spread];
  if (low <= 0 || high > n) return null;
  const [lowUs, highUs] = [quantileUs(counts, low / n), quantileUs(counts, high / n)];
  return lowUs === null || highUs === null ? null : [lowUs, highUs];
}

/** The same of a quantile of durations: what lies between the two intervals. */
export function quantileMovedBy(now: Float64Array, before: Float64Array, q: number): number {
  const [a, b] = [quantileBounds(now, q), quantileBounds(before, q)];
  if (!a || !b) return UNMOVED;
  if (a[0] > b[1]) return a[0] / b[1];
  return a[1] < b[0] ? a[1] / b[0] : UNMOVED;
}
