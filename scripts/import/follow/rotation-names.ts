import path from 'node:path';

/** `.1`, `-20260304`, `-2026-03-04T09-30-15.250` */
const COUNTER = /^[.-]\d[\dT._-]*$/;
export const GZIP = /\.gz$/;
/** More digits are a date. */
const NUMBER = /^\D(\d{1,5})$/;
/** A year, with the month and what follows it or without. */
const DATE = /^(?:19|20)\d\d(?:(?:0[1-9]|1[0-2])\d*)?$/;
const EPOCH = /^1\d{9}(?:\d{3})?$/;

/** What rotation adds to the name of a log: `.1` of `access.log.1.gz`, `-20260304` of `access-20260304.log`; null for other names. */
export function counterOf(name: string, log: string): string | null {
  const plain = name.replace(GZIP, '');
  const extension = path.extname(log);
  const stem = path.basename(log, extension);
  const within = extension !== '' && plain.startsWith(stem) && plain.endsWith(extension);
  const behind = plain.startsWith(log) ? plain.slice(log.length) : null;
  const counter = behind ?? (within ? plain.slice(stem.length, -extension.length) : '');
  return COUNTER.test(counter) ? counter : null;
}

const isDate = ([first = '']: readonly string[]): boolean => DATE.test(first) || EPOCH.test(first);

/** Compares the parts of dates from the year on; null when they are not written alike. */
function compareDates(a: readonly string[], b: readonly string[]): number | null {
  if (a[0]?.length !== b[0]?.length) return null;
  for (const [index, part] of a.entries()) {
    const difference = BigInt(part) - BigInt(b[index] ?? part);
    if (difference !== 0n) return difference < 0n ? -1 : 1;
  }
  return null;
}

/** Was a file of the one counter rotated before that of the other? False also where the counters do not tell. */
export function isBefore(one: string | null, other: string | null): boolean {
  if (one === null || other === null) return false;
  const numbers = [NUMBER.exec(one)?.[1], NUMBER.exec(other)?.[1]];
  if (numbers[0] !== undefined && numbers[1] !== undefined) return Number(numbers[0]) > Number(numbers[1]);
  const dates = [one.match(/\d+/g) ?? [], other.match(/\d+/g) ?? []] as const;
  return dates.every(isDate) && compareDates(dates[0], dates[1]) === -1;
}
