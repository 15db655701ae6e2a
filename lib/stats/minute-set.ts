const BITMAP_BYTES = 180; // 1,440 minutes
const LIST_BELOW = 90; // a list of 90 would be as long as the bitmap

/** Packs minutes of a day (0 … 1439, sorted, distinct): below 90 as a list of uint16, else as a bitmap of 180 bytes. */
export function packMinutes(minutes: readonly number[]): Uint8Array {
  if (minutes.length < LIST_BELOW) {
    const list = new Uint8Array(minutes.length * 2);
    minutes.forEach((minute, index) => {
      list[index * 2] = minute >> 8;
      list[index * 2 + 1] = minute & 255;
    });
    return list;
  }
  const bitmap = new Uint8Array(BITMAP_BYTES);
  for (const minute of minutes) bitmap[minute >> 3] = (bitmap[minute >> 3] ?? 0) | (1 << (minute & 7));
  return bitmap;
}

/** The minutes that `packMinutes` packed, sorted. */
export function unpackMinutes(packed: Uint8Array): number[] {
  const minutes: number[] = [];
  if (packed.length < BITMAP_BYTES) {
    for (let at = 0; at + 1 < packed.length; at += 2) minutes.push(((packed[at] ?? 0) << 8) | (packed[at + 1] ?? 0));
    return minutes;
  }
  for (let minute = 0; minute < BITMAP_BYTES * 8; minute++) {
    if (((packed[minute >> 3] ?? 0) >> (minute & 7)) & 1) minutes.push(minute);
  }
  return minutes;
}

/** Union of two packed sets. */
export function mergeMinutes(a: Uint8Array, b: Uint8Array): Uint8Array {
  const union = new Set([...unpackMinutes(a), ...unpackMinutes(b)]);
  return packMinutes([...union].sort((x, y) => x - y));
}
