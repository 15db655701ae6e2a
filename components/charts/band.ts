import type { ChartUnit } from './scale/unit';
import type { ChartBand } from './types';

/** The band at a step: "12 to 30 per min"; null where it says nothing. */
export function bandText({ low, high }: ChartBand, index: number, { value, bare = value }: ChartUnit): string | null {
  const [from, to] = [low[index] ?? null, high[index] ?? null];
  return from === null || to === null ? null : `${bare(from)} to ${value(to)}`;
}

/** Steps whose value lies outside the band. One that is not over (`over` of them are) can be too high already, never too low. */
export function stepsOutside(
  values: readonly (number | null)[],
  { low, high }: ChartBand,
  over: number = values.length,
): number {
  return values.filter((value, index) => {
    if (value === null) return false;
    return value > (high[index] ?? Infinity) || (index < over && value < (low[index] ?? -Infinity));
  }).length;
}

/** How many of the steps are over. */
export const stepsOver = (times: readonly number[], unfinishedFrom = Infinity): number =>
  times.filter((at) => at < unfinishedFrom).length;
