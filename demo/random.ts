/** Seeded random numbers in [0, 1): mulberry32 (T. Ettinger, public domain). The demo's history is the same for the same seed. */
export type Random = () => number;

export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Standard normal by Box and Muller. */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Log-normal with the given median; `spread` is the sigma of the logarithm. */
export function logNormal(random: Random, median: number, spread: number): number {
  return median * Math.exp(spread * normal(random));
}

/** Poisson count: Knuth's product for small means, the normal approximation above 50. */
export function poisson(random: Random, mean: number): number {
  if (mean > 50) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(random)));
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > limit; product *= random()) count += 1;
  return count;
}

/** Draws one of the items, by weight; sums the weights once. Throws when nothing has a weight. */
export function picker<T extends { weight: number }>(items: readonly T[]): (random: Random) => T {
  const drawn = items.filter(({ weight }) => weight > 0);
  const last = drawn.at(-1);
  if (!last) throw new Error('nothing to pick from');
  const total = drawn.reduce((sum, { weight }) => sum + weight, 0);
  return (random) => {
    let rest = random() * total;
    for (const item of drawn) {
      rest -= item.weight;
      if (rest < 0) return item;
    }
    return last;
  };
}

/** Draws one of the values, each by its probability; null for what is left of 1. */
export function drawOutcome<T>(random: Random, chances: ReadonlyArray<readonly [T, number]>): T | null {
  let rest = random();
  for (const [value, probability] of chances) {
    rest -= probability;
    if (rest < 0) return value;
  }
  return null;
}

/** Whole number in [0, n), small ones more often: popularity of products and customers. */
export function skewed(random: Random, n: number): number {
  return Math.min(n - 1, Math.floor(n * random() ** 2.2));
}
