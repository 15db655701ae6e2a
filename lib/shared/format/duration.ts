import { formatCount, NO_VALUE, trim } from './number';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Latency in milliseconds: "38 ms" below 1 s, "1.31 s" from there, "35 min" from two minutes on; "0.4 ms" below 1 ms. */
export function formatLatency(ms: number | null): string {
  if (ms === null) return NO_VALUE;
  if (ms >= 2 * MINUTE) return formatDuration(ms);
  if (ms >= 999.5) return `${(ms / SECOND).toFixed(ms < 99_995 ? 2 : 0)} s`;
  return ms > 0 && ms < 9.95 ? `${trim(ms, 1)} ms` : `${Math.round(ms)} ms`;
}

/** A span in its two largest units: "71 s", "2 min 25 s", "48 min", "1 h 32 min", "5 d 4 h". Below 10 s with one digit. */
export function formatDuration(ms: number): string {
  const span = Math.max(0, ms);
  if (span < 9_950) return `${trim(span / SECOND, 1)} s`;
  const seconds = Math.round(span / SECOND);
  if (seconds < 90) return `${seconds} s`;
  if (seconds < 600) return join([Math.floor(seconds / 60), 'min'], [seconds % 60, 's']);
  const minutes = Math.round(span / MINUTE);
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 24 * 60) return join([Math.floor(minutes / 60), 'h'], [minutes % 60, 'min']);
  const hours = Math.round(span / HOUR);
  return join([Math.floor(hours / 24), 'd'], [hours % 24, 'h']);
}

/** How long ago, only for less than a minute ("0.6 s ago"); null when an exact time says it better. */
export function formatAgo(ageMs: number): string | null {
  return ageMs < MINUTE ? `${formatDuration(ageMs)} ago` : null;
}

/** A step or range in one unit where people would: 300,000 is "5 min", 86,400,000 is "24 h", 604,800,000 is "7 d", 82,500,000 is "22 h 55 min". */
export function formatSpan(ms: number): string {
  if (ms % DAY === 0 && ms > DAY) return `${formatCount(ms / DAY)} d`;
  if (ms % HOUR === 0) return `${ms / HOUR} h`;
  if (ms % MINUTE === 0 && ms <= 3 * HOUR) return `${ms / MINUTE} min`;
  return formatDuration(ms);
}

type Part = readonly [count: number, unit: string];

function join([large, largeUnit]: Part, [small, smallUnit]: Part): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}
