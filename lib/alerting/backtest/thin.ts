import type { BacktestPoint, Observation } from '../../shared';
import { MINUTE_MS } from '../metric/replay';
import type { Windows } from '../metric/replay';

const MOST_POINTS = 2_000;

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

/** Values by window for a chart: all of them, or of each stretch the lowest and the highest, at most 2,000. */
export function thin({ firstEndMs, windows }: Windows): BacktestPoint[] {
  const points = windows.map((window, index) => ({ atMs: firstEndMs + index * MINUTE_MS, value: valueOf(window) }));
  const stretch = points.length <= MOST_POINTS ? 1 : Math.ceil(points.length / (MOST_POINTS / 2));
  const shown: Point[] = [];
  for (let from = 0; from < points.length; from += stretch) shown.push(...extremes(points.slice(from, from + stretch)));
  return shown.map(({ atMs, value }) => ({ at: new Date(atMs).toISOString(), value }));
}
