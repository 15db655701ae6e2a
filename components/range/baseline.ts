import type { BaselineAnswer } from '../../lib/shared';
import { formatDuration, formatMoment } from '../../lib/shared';
import { stepsOutside } from '../charts/band';
import type { ChartBand } from '../charts/types';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** The band at these steps in calls per minute; undefined when nothing is known of any of them. */
export function bandOf({ points, stepSeconds }: BaselineAnswer, times: readonly number[]): ChartBand | undefined {
  const known = new Map(points.map((point) => [Date.parse(point.at), point]));
  const perMinute = (calls: number | null | undefined) => (calls == null ? null : calls / (stepSeconds / 60));
  const low = times.map((at) => perMinute(known.get(at)?.low));
  const high = times.map((at) => perMinute(known.get(at)?.high));
  return high.some((value) => value !== null) ? { label: 'Baseline', low, high } : undefined;
}

/** What it is made of: "same hours of the last 4 weeks". */
export function baselineWords({ days }: Pick<BaselineAnswer, 'days'>): string {
  return `same hours of the last ${days === null || days >= 28 ? '4 weeks' : `${days} days`}`;
}

/** From which hour on there will be one: "Baseline from 4 Dec 15:00 UTC"; null when it is not known, or not to wait for. */
export function learningWords({ readyAt }: Pick<BaselineAnswer, 'readyAt'>, nowMs: number): string | null {
  const readyMs = readyAt === null ? nowMs : Date.parse(readyAt);
  if (readyMs <= nowMs) return null;
  return `Baseline from ${formatMoment(Math.ceil(readyMs / HOUR_MS) * HOUR_MS, nowMs, 'minute')} UTC`;
}

/** How long a line was outside its band: ", outside its baseline for 12 min". */
export function outsideWords(
  values: readonly (number | null)[],
  band: ChartBand | undefined,
  { stepMs, over }: { stepMs: number; over: number },
): string {
  if (!band) return '';
  const steps = stepsOutside(values, band, over);
  return steps === 0 ? ', inside its baseline' : `, outside its baseline for ${formatDuration(steps * stepMs)}`;
}
