import { EVERY_PART, PARTS_PER_MINUTE } from './minute-parts';

const BITMAP_BYTES = 180; // 1,440 minutes
const LIST_BELOW = 90; // a list of 90 would be as long as the bitmap
const MINUTE_BITS = 11;
const MINUTE_MASK = 2 ** MINUTE_BITS - 1;

/** A minute of a day (0 … 1439), and in which of its parts calls may lie; see minute-parts. */
export interface MarkedMinute {
  minute: number;
  parts: number;
}

/** The upper five bits of a list's entry: which part alone holds calls, from 1; 0 = any may. */
function codeOf(parts: number): number {
  const isOne = parts !== 0 && (parts & (parts - 1)) === 0;
  return isOne ? Math.log2(parts) + 1 : 0;
}

const partsOf = (code: number): number => (code > 0 && code <= PARTS_PER_MINUTE ? 1 << (code - 1) : EVERY_PART);

/**
 * Packs minutes of a day (sorted, distinct): below 90 as a list of uint16, which tell the part of a minute that alone has calls; else as a
 * bitmap of 180 bytes, which does not.
 */
export function packMinutes(minutes: readonly MarkedMinute[]): Uint8Array {
  if (minutes.length < LIST_BELOW) {
    const list = new Uint8Array(minutes.length * 2);
    minutes.forEach(({ minute, parts }, index) => {
      const entry = (codeOf(parts) << MINUTE_BITS) | minute;
      list[index * 2] = entry >> 8;
      list[index * 2 + 1] = entry & 255;
    });
    return list;
  }
  const bitmap = new Uint8Array(BITMAP_BYTES);
  for (const { minute } of minutes) bitmap[minute >> 3] = (bitmap[minute >> 3] ?? 0) | (1 << (minute & 7));
  return bitmap;
}

/** The minutes that `packMinutes` packed, sorted. */
export function unpackMinutes(packed: Uint8Array): MarkedMinute[] {
  const minutes: MarkedMinute[] = [];
  if (packed.length < BITMAP_BYTES) {
    for (let at = 0; at + 1 < packed.length; at += 2) {
      const entry = ((packed[at] ?? 0) << 8) | (packed[at + 1] ?? 0);
      minutes.push({ minute: entry & MINUTE_MASK, parts: partsOf(entry >> MINUTE_BITS) });
    }
    return minutes;
  }
  for (let minute = 0; minute < BITMAP_BYTES * 8; minute++) {
    if (((packed[minute >> 3] ?? 0) >> (minute & 7)) & 1) minutes.push({ minute, parts: EVERY_PART });
  }
  return minutes;
}

/** Union of two packed sets. */
export function mergeMinutes(a: Uint8Array, b: Uint8Array): Uint8Array {
  const union = new Map<number, number>();
  for (const { minute, parts } of [...unpackMinutes(a), ...unpackMinutes(b)])
    union.set(minute, (union.get(minute) ?? 0) | parts);
  const minutes = Array.from(union, ([minute, parts]) => ({ minute, parts }));
  return packMinutes(minutes.sort((x, y) => x.minute - y.minute));
}
