import { formatDay, formatTime } from '../../../lib/shared';
import type { TimeRange } from '../types';

const DAY_MS = 86_400_000;

/** A step in words: "13:22 UTC", "13:20–13:25 UTC", with the day when the chart spans more than one. */
export function stepText(at: number, stepMs: number, range: TimeRange): string {
  if (stepMs >= DAY_MS) return formatDay(at);
  const day = range.to - range.from > DAY_MS ? `${formatDay(at)} ` : '';
  const end = stepMs > 60_000 ? `–${formatTime(at + stepMs)}` : '';
  return `${day}${formatTime(at)}${end} UTC`;
}

/** Label of a tick on the time axis: the time of day, or the day at midnight and on long ranges. */
export function tickText(at: number, range: TimeRange): string {
  return range.to - range.from > 2 * DAY_MS || at % DAY_MS === 0 ? formatDay(at) : formatTime(at);
}
