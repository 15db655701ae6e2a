/** Where the limit stands on a bar of its share, of the bar's whole length. */
export const LIMIT_AT = 2 / 3;

/**
 * Where the bar of a share ends. Up to the limit it grows with the share; beyond, it comes ever closer to the end without
 * reaching it: so the limit stands in one place on all bars, and no peak is cut off.
 */
export function shareAt(share: number): number {
  return share <= 1 ? share * LIMIT_AT : 1 - (1 - LIMIT_AT) / share;
}
