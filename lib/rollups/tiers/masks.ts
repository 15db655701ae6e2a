import type { Masks } from '../../storage';

const HALF = 30;

export function emptyMasks(rows: number): Masks {
  return { low: Array.from({ length: rows }, () => 0), high: Array.from({ length: rows }, () => 0) };
}

/** Sets bit `bit` (0 … 59) of a row's mask. */
export function setBit(masks: Masks, row: number, bit: number): void {
  if (bit < HALF) masks.low[row] = (masks.low[row] ?? 0) | (1 << bit);
  else masks.high[row] = (masks.high[row] ?? 0) | (1 << (bit - HALF));
}
