/** Steps of a small line without axes, in milliseconds. Hours and days where they do: minutes of many endpoints are many rows. */
const STEPS_MS = [60_000, 120_000, 300_000, 900_000, 3_600_000, 21_600_000, 86_400_000, 604_800_000];
const POINTS = 30;

export interface SparkSteps {
  stepMs: number;
  /** Starts of the steps, epoch milliseconds; the first may begin before the range does. */
  times: number[];
}

/** How a range is cut for a small line: whole steps since the epoch, the smallest that make 30 points at most. */
export function sparkSteps({ fromMs, toMs }: { fromMs: number; toMs: number }): SparkSteps {
  const stepMs = STEPS_MS.find((step) => (toMs - fromMs) / step <= POINTS) ?? Math.ceil((toMs - fromMs) / POINTS);
  const firstMs = Math.floor(fromMs / stepMs) * stepMs;
  const count = Math.max(0, Math.ceil((toMs - firstMs) / stepMs));
  return { stepMs, times: Array.from({ length: count }, (_, at) => firstMs + at * stepMs) };
}
