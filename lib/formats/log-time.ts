const CLF_TIME = /^(\d{1,2})\/([a-z]{3})\/(\d{4}):(\d\d):(\d\d):(\d\d)(\.\d{1,9})? ([+-])(\d\d):?(\d\d)$/i;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const within = (value: number, most: number): boolean => value <= most;

/** Epoch milliseconds of `17/May/2015:10:05:03 +0200`, with or without a fraction; null for what is no such time. */
export function readLogTime(text: string): number | null {
  const match = CLF_TIME.exec(text);
  if (!match) return null;
  const [, day, name = '', year, hour, minute, second, fraction, sign, offsetHours, offsetMinutes] = match;
  const month = MONTHS.indexOf(name.toLowerCase());
  const atMs = Date.UTC(Number(year), month, Number(day));
  const isDay = month >= 0 && new Date(atMs).getUTCDate() === Number(day);
  const isTime = within(Number(hour), 23) && within(Number(minute), 59) && within(Number(second), 60); // 60: a leap second
  if (!isDay || !isTime || !within(Number(offsetHours), 23) || !within(Number(offsetMinutes), 59)) return null;
  const offset = (Number(offsetHours) * 60 + Number(offsetMinutes)) * (sign === '-' ? -1 : 1);
  const seconds = (Number(hour) * 60 + Number(minute) - offset) * 60 + Number(second);
  return atMs + seconds * 1_000 + Math.floor(Number(fraction ?? 0) * 1_000);
}
