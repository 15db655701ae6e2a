/** The colours `--heat-1` to `--heat-8`; 0 stands for nothing. */
const LEVELS = 8;

export interface HeatStep {
  /** The least count of the step. */
  from: number;
  /** Colour, 1 to 8. */
  level: number;
}

/** Steps of counts from 1 to `max`, even on a log scale and at round numbers; few counts still use the whole scale. */
export function heatScale(max: number): HeatStep[] {
  if (max < 1) return [];
  const wanted = Array.from({ length: LEVELS }, (_, i) => Number((max ** (i / LEVELS)).toPrecision(1)));
  const lows = [...new Set(wanted.map(Math.round))].filter((low) => low <= max);
  const last = lows.length - 1;
  return lows.map((from, i) => ({ from, level: last === 0 ? LEVELS / 2 : 1 + Math.round((i * (LEVELS - 1)) / last) }));
}

/** Colour of a count; 0 when there is nothing to colour. */
export function heatLevel(count: number, scale: readonly HeatStep[]): number {
  return scale.findLast(({ from }) => from <= count)?.level ?? 0;
}

/** The largest count of all cells. */
export function mostCalls(counts: readonly (readonly number[])[]): number {
  return counts.reduce((most, bands) => bands.reduce((a, b) => Math.max(a, b), most), 0);
}
