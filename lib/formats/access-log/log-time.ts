const CLF_TIME = /^(\d{1,2})\/([a-z]{3})\/(\d{4}):(\d\d):(\d\d):(\d\d)(\.\d{1,9})? ([+-])(\d\d):?(\d\d)$/i;
const ISO_TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:[.,](\d{1,9}))?(Z|[+-]\d\d:?\d\d)$/i;
const EPOCH = /^\d{9,19}(?:\.\d{1,9})?$/;
/** Below it a number is of seconds, then of milliseconds, microseconds, nanoseconds: one step is 1,000 times as much. */
const SECONDS_BELOW = 1e11;
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

/** Epoch milliseconds of `2015-05-17T10:05:03.25+02:00`, with any fraction; null for what is no such time. */
export function readIsoTime(text: string): number | null {
  const match = ISO_TIME.exec(text);
  if (!match) return null;
  const [, date, time, fraction = '0', zone = ''] = match;
  const ms = Date.parse(`${date}T${time}${zone.toUpperCase().replace(/^(...)(\d\d)$/, '$1:$2')}`);
  return Number.isNaN(ms) ? null : ms + Number(`0.${fraction}`) * 1_000;
}

/** Epoch milliseconds of a number that counts in seconds or in a thousandth, millionth or billionth of them. */
function readEpoch(value: number): number | null {
  if (!(value >= 0)) return null;
  let unitMs = 1_000;
  for (let below = SECONDS_BELOW; value >= below && unitMs > 1e-6; below *= 1_000) unitMs /= 1_000;
  return Math.round(value * unitMs * 1_000) / 1_000; // to the microsecond: products of such numbers are not exact
}

/** Epoch milliseconds of a time in any of the ways in which servers write them; null for what is none. */
export function readTime(value: unknown): number | null {
  if (typeof value === 'number') return readEpoch(value);
  if (typeof value !== 'string' || value.length > 40) return null;
  return readIsoTime(value) ?? readLogTime(value) ?? (EPOCH.test(value) ? readEpoch(Number(value)) : null);
}
