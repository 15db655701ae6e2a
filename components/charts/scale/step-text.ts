import { formatDay, formatMoment, formatTime } from '../../../lib/shared';
import type { TimeRange } from './time-range';

const DAY_MS = 86_400_000;

/** A step in words: "13:22 UTC", "13:20–13:25 UTC", with the day when the chart spans more than one or lies in another year. */
export function stepText(at: number, stepMs: number, range: TimeRange): string {
  const now = Date.now();
  if (stepMs >= DAY_MS) return formatDay(at, now);
  const day = range.to - range.from > DAY_MS || isOfAnotherYear(range) ? `${formatDay(at, now)} ` : '';
  const end = stepMs > 60_000 ? `–${formatTime(at + stepMs)}` : '';
  return `${day}${formatTime(at)}${end} UTC`;
}

/** A moment in words: "13:22 UTC", with the day when it is not today. */
export const momentText = (at: number): string => `${formatMoment(at, Date.now(), 'minute')} UTC`;

/** Label of a tick on the time axis: the day at midnight, with a year that is not this one, and the time of day between. */
export function tickText(at: number): string {
  return at % DAY_MS === 0 ? formatDay(at, Date.now()) : formatTime(at);
}

/** Does the range begin in a year that is not this one? Its labels take more room. */
export const isOfAnotherYear = (range: TimeRange): boolean =>
  new Date(range.from).getUTCFullYear() !== new Date().getUTCFullYear();
