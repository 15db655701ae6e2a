const HOUR_MS = 3_600_000;
const DAY_HOURS = 24;

/** Calls of each hour (UTC) against the mean hour: a quiet night, a bump at noon, a peak in the evening. */
const BY_HOUR = [
  0.55, 0.35, 0.22, 0.15, 0.14, 0.2, 0.4, 0.7, 0.95, 1.1, 1.2, 1.35, 1.45, 1.3, 1.15, 1.15, 1.25, 1.5, 1.8, 2.05, 2.1,
  1.7, 1.15, 0.8,
];
/** Calls of each weekday, from Sunday on, against the mean day. */
const BY_WEEKDAY = [1.25, 0.95, 0.85, 0.85, 0.9, 1, 1.2];
/** Calls a second. */
const MEAN = 0.38;

const hourFactor = (hour: number): number => BY_HOUR[hour % DAY_HOURS] ?? 1;

/** Calls a second of the shop at a moment: by hour of the day, between the hours in proportion, and day of the week. */
export function callsPerSecondAt(atMs: number): number {
  const hours = atMs / HOUR_MS;
  const hour = Math.floor(hours) % DAY_HOURS;
  const part = hours % 1;
  const byHour = hourFactor(hour) * (1 - part) + hourFactor(hour + 1) * part;
  return MEAN * byHour * (BY_WEEKDAY[new Date(atMs).getUTCDay()] ?? 1);
}

const STAGING_WORKING = 0.02;
const STAGING_IDLE = 0.001;

/** Calls a second of the staging environment: people work on it on weekdays from 7 to 17 h (UTC). */
export function stagingCallsPerSecondAt(atMs: number): number {
  const at = new Date(atMs);
  const weekday = at.getUTCDay() >= 1 && at.getUTCDay() <= 5;
  return weekday && at.getUTCHours() >= 7 && at.getUTCHours() < 17 ? STAGING_WORKING : STAGING_IDLE;
}
