import type { BacktestPoint, Observation } from '../../shared';
import { MINUTE_MS } from '../metric/machine';
import type { Windows } from '../metric/replay';

const MOST_POINTS = 2_000;
/** Minutes of a stretch: parts of an hour, so that hours can be made of stretches. */
const STRETCHES = [1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30, 60];
const HOUR = 60;

interface Point {
  atMs: number;
  value: number | null;
}

const valueOf = (window: Observation): number | null => (window.kind === 'value' ? window.value : null);

/** The lowest and the highest of a stretch, in order of time; one point when it has no value or a single one. */
function extremes(points: readonly Point[]): Point[] {
  let lowest: Point | undefined;
  let highest: Point | undefined;
  for (const point of points) {
    if (point.value === null) continue;
    if (lowest?.value == null || point.value < lowest.value) lowest = point;
    if (highest?.value == null || point.value > highest.value) highest = point;
  }
  if (!lowest || !highest) return points.slice(0, 1);
  if (lowest === highest) return [lowest];
  return lowest.atMs < highest.atMs ? [lowest, highest] : [highest, lowest];
}

/** The least stretch, in minutes, by which so many windows give at most 2,000 points; the first and the last may be cut. */
function stretchOf(windows: number): number {
  if (windows <= MOST_POINTS) return 1;
  const least = windows / (MOST_POINTS / 2 - 1);
  return STRETCHES.find((minutes) => minutes >= least) ?? Math.ceil(least / HOUR) * HOUR;
}

/** Values by window for a chart: all of them, or of each stretch the lowest and the highest, at most 2,000. */
export function thin({ firstEndMs, windows }: Windows): BacktestPoint[] {
  const stretchMs = stretchOf(windows.length) * MINUTE_MS;
  const stretches = new Map<number, Point[]>();
  for (const [index, window] of windows.entries()) {
    const atMs = firstEndMs + index * MINUTE_MS;
    const stretch = Math.floor((atMs - MINUTE_MS) / stretchMs);
    const points = stretches.get(stretch);
    const point = { atMs, value: valueOf(window) };
    if (points) points.push(point);
    else stretches.set(stretch, [point]);
  }
  return [...stretches.values()]
    .flatMap(extremes)
    .map(({ atMs, value }) => ({ at: new Date(atMs).toISOString(), value }));
}
