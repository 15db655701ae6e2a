/** Chance of lying beyond either end of what is usual, and how many standard deviations of a normal distribution that is. */
const TAIL = 0.001;
const Z = 3.09;
/** Up to this mean the distribution is summed count by count; above, it is as smooth as its continuous likeness. */
const MOST_SUMMED = 200;

/** Counts from `low` to `high`, both included. */
export interface CountRange {
  low: number;
  high: number;
}

/** Probabilities of 0, 1, 2 … of a negative binomial distribution; of a Poisson one where nothing varies beyond chance. */
function* probabilities(mean: number, variance: number): Generator<number> {
  const excess = variance - mean;
  const size = excess > mean * 1e-6 ? (mean * mean) / excess : Number.POSITIVE_INFINITY;
  const isPoisson = size === Number.POSITIVE_INFINITY;
  let chance = Math.exp(isPoisson ? -mean : -size * Math.log1p(mean / size));
  for (let count = 0; ; count++) {
    yield chance;
    chance *= (isPoisson ? mean : ((count + size) * mean) / (size + mean)) / (count + 1);
  }
}

function summed(mean: number, variance: number): CountRange {
  const most = mean + 60 * Math.sqrt(variance) + 60;
  let [sum, count, low] = [0, 0, -1];
  for (const chance of probabilities(mean, variance)) {
    sum += chance;
    if (low < 0 && sum >= TAIL) low = count;
    if (sum >= 1 - TAIL || count >= most) break;
    count += 1;
  }
  return { low: Math.max(0, low), high: count };
}

/** Wilson and Hilferty: the cube root of a gamma variable is nearly normal. */
function smooth(mean: number, variance: number): CountRange {
  const shape = (mean * mean) / Math.max(variance, mean);
  const at = (z: number): number => mean * Math.max(0, 1 - 1 / (9 * shape) + z / (3 * Math.sqrt(shape))) ** 3;
  return { low: Math.floor(at(-Z)), high: Math.ceil(at(Z)) };
}

/**
 * Between which counts all but one in a thousand on either side lie, of a negative binomial distribution with this mean and
 * variance (Johnson, Kemp and Kotz, Univariate Discrete Distributions, chapter 5): a Poisson rate that itself varies.
 */
export function usualCounts(mean: number, variance: number): CountRange {
  if (!(mean > 0)) return { low: 0, high: 0 };
  return mean <= MOST_SUMMED ? summed(mean, variance) : smooth(mean, variance);
}
