/** A minute is told in ten parts of six seconds: part `i` is bit `i` of ten. */
export const PARTS_PER_MINUTE = 10;
export const SECONDS_PER_PART = 6;
/** A call may lie anywhere in the minute. */
export const EVERY_PART = 2 ** PARTS_PER_MINUTE - 1;

const MINUTES_PER_HOUR = 60;
const MS_PER_PART = SECONDS_PER_PART * 1_000;
/** Two minutes are five digits. */
const [MINUTES_AT_ONCE, DIGITS_AT_ONCE] = [2, 5];

/** Every part of each minute of an hour. */
export const wholeHour = (): Uint16Array => new Uint16Array(MINUTES_PER_HOUR).fill(EVERY_PART);

/** The bit of a millisecond (0 to 59,999) of a minute. */
export const partAt = (millisecond: number): number => 1 << Math.floor(millisecond / MS_PER_PART);

/** The same ten bits, the first part highest. */
function reversed(parts: number): number {
  let bits = 0;
  for (let part = 0; part < PARTS_PER_MINUTE; part++) bits = (bits << 1) | ((parts >> part) & 1);
  return bits;
}
const REVERSED = Uint16Array.from({ length: EVERY_PART + 1 }, (_, parts) => reversed(parts));

/** Parts of the 60 minutes of an hour as a bit string of Postgres, in hexadecimal: its first bit is the first part of the hour. */
export function packHourParts(parts: Uint16Array): string {
  let text = 'x';
  for (let minute = 0; minute < MINUTES_PER_HOUR; minute += MINUTES_AT_ONCE) {
    const [first = 0, second = 0] = [REVERSED[parts[minute] ?? 0], REVERSED[parts[minute + 1] ?? 0]];
    text += ((first << PARTS_PER_MINUTE) | second).toString(16).padStart(DIGITS_AT_ONCE, '0');
  }
  return text;
}

/** Parts of 60 minutes from the bit string as Postgres tells it, of zeros and ones. */
export function unpackHourParts(bits: string): Uint16Array {
  const minuteAt = (minute: number): string => bits.slice(minute * PARTS_PER_MINUTE, (minute + 1) * PARTS_PER_MINUTE);
  return Uint16Array.from({ length: MINUTES_PER_HOUR }, (_, minute) => REVERSED[parseInt(minuteAt(minute), 2)] ?? 0);
}
