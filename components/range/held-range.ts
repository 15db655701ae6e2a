const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** The whole UTC days from the first call to the last one. */
export function daysHolding(firstCallAt: string, lastCallAt: string): { from: number; to: number } {
  const from = Math.floor(Date.parse(firstCallAt) / DAY_MS) * DAY_MS;
  return { from, to: (Math.floor(Date.parse(lastCallAt) / DAY_MS) + 1) * DAY_MS };
}

/** The 24 hours that end with a call, up to a round five minutes. */
export function dayUpTo(at: string): { from: number; to: number } {
  const to = Math.ceil((Date.parse(at) + 1) / (5 * MINUTE_MS)) * 5 * MINUTE_MS;
  return { from: to - DAY_MS, to };
}
