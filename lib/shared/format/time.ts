const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

export type Instant = Date | number | string;
/** How fine a time of day is said. */
export type TimePrecision = 'minute' | 'second' | 'millisecond';

const toDate = (at: Instant): Date => (at instanceof Date ? at : new Date(at));
const ENDS: Record<TimePrecision, number> = { minute: 16, second: 19, millisecond: 23 };

/** Time of day in UTC, 24 h, without the zone: "14:32", "14:32:08", "14:32:08.412". */
export function formatTime(at: Instant, precision: TimePrecision = 'minute'): string {
  return toDate(at).toISOString().slice(11, ENDS[precision]);
}

/** Day in UTC: "24 Nov"; with its year when `now` lies in another one: "24 Nov 2015". */
export function formatDay(at: Instant, now: Instant = at): string {
  const date = toDate(at);
  const year = sameYear(at, now) ? '' : ` ${date.getUTCFullYear()}`;
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}${year}`;
}

/** Day with its year: "12 Mar 2026". */
export function formatDate(at: Instant): string {
  return `${formatDay(at)} ${toDate(at).getUTCFullYear()}`;
}

/** Time of day when `at` lies on the UTC day of `now`, else with the day before it: "24 Nov 13:03:20", "24 Nov 2015 13:03:20". */
export function formatMoment(at: Instant, now: Instant, precision: TimePrecision = 'second'): string {
  const time = formatTime(at, precision);
  return sameDay(at, now) ? time : `${formatDay(at, now)} ${time}`;
}

/**
 * Both days and those between: "24 Nov", "10–24 Nov", "28 Oct–24 Nov"; with the year when it is not the one of `now`, with both when they
 * are two: "1 Oct 2025–24 Nov 2026".
 */
export function formatDays(from: Instant, to: Instant, now: Instant): string {
  const end = formatDay(to, now);
  if (sameDay(from, to)) return end;
  if (sameMonth(from, to)) return `${toDate(from).getUTCDate()}–${end}`;
  return sameYear(from, to) ? `${formatDay(from)}–${end}` : `${formatDate(from)}–${formatDate(to)}`;
}

/**
 * A half-open range: "08:32–14:32 UTC" in the day of `now`, "20 Nov 08:32–14:32 UTC" in another one, "23 Nov 14:32–24 Nov 14:32 UTC"
 * across, "10–24 Nov, UTC" from a week on, up to the last day of which it has a part; with the year when it is not the one of `now`.
 */
export function formatRange(from: Instant, to: Instant, now: Instant): string {
  const days = (toDate(to).getTime() - toDate(from).getTime()) / 86_400_000;
  if (sameDay(from, to)) return `${formatMoment(from, now, 'minute')}–${formatTime(to)} UTC`;
  if (days >= 7) return `${formatDays(from, toDate(to).getTime() - 1, now)}, UTC`;
  const day = (at: Instant): string => (sameYear(from, to) ? formatDay(at, now) : formatDate(at));
  return `${day(from)} ${formatTime(from)}–${day(to)} ${formatTime(to)} UTC`;
}

/** The exact time for a tooltip, in UTC and in the reader's zone (an IANA name; UTC alone when they are the same). */
export function formatExact(at: Instant, timeZone: string): string {
  const utc = `${formatDate(at)}, ${formatTime(at, 'millisecond')} UTC`;
  if (timeZone === 'UTC') return utc;
  const local = new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'medium', timeStyle: 'medium' });
  return `${utc} · ${local.format(toDate(at))} ${timeZone}`;
}

function sameDay(a: Instant, b: Instant): boolean {
  return toDate(a).toISOString().slice(0, 10) === toDate(b).toISOString().slice(0, 10);
}

function sameYear(a: Instant, b: Instant): boolean {
  return toDate(a).getUTCFullYear() === toDate(b).getUTCFullYear();
}

function sameMonth(a: Instant, b: Instant): boolean {
  return toDate(a).toISOString().slice(0, 7) === toDate(b).toISOString().slice(0, 7);
}
