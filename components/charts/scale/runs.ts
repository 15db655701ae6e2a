import type { TimeRange } from './time-range';

/** Index ranges `[start, end)` in which `test` holds. */
export function runsOf(length: number, test: (index: number) => boolean): [start: number, end: number][] {
  const runs: [number, number][] = [];
  for (let index = 0; index < length; index += 1) {
    if (!test(index)) continue;
    const last = runs.at(-1);
    if (last?.[1] === index) last[1] = index + 1;
    else runs.push([index, index + 1]);
  }
  return runs;
}

type GapInput = {
  times: readonly number[];
  stepMs: number;
  values: readonly (readonly (number | null)[])[];
  unfinishedFrom: number;
};

/** Times in which no series has data; the unfinished end is not a gap. */
export function gapsOf({ times, stepMs, values, unfinishedFrom }: GapInput): TimeRange[] {
  const isGap = (index: number) =>
    (times[index] ?? Infinity) < unfinishedFrom && values.every((series) => (series[index] ?? null) === null);
  return runsOf(times.length, isGap).map(([start, end]) => ({
    from: times[start] ?? 0,
    to: (times[end - 1] ?? 0) + stepMs,
  }));
}

/** In px; null is a gap. */
export type Point = readonly [x: number, y: number] | null;

/** SVG path through the points; a null lifts the pen. */
export function linePath(points: readonly Point[]): string {
  let pen = 'M';
  let path = '';
  for (const point of points) {
    if (!point) {
      pen = 'M';
      continue;
    }
    path += `${pen}${point[0].toFixed(1)} ${point[1].toFixed(1)}`;
    pen = 'L';
  }
  return path;
}

/** SVG path of the area between the points and `bottom`. */
export function areaPath(points: readonly Point[], bottom: number): string {
  return runsOf(points.length, (index) => (points[index] ?? null) !== null)
    .map(([start, end]) => {
      const first = points[start];
      return first ? `${linePath(points.slice(start, end))}V${bottom}H${first[0].toFixed(1)}Z` : '';
    })
    .join('');
}
