import type { Good } from '../tracks/track';

/** Accounts that logged in well through one caller, after `fromMs` up to `toMs`. */
export function goodAccountsBetween(goods: readonly Good[], fromMs: number, toMs: number): number {
  let count = 0;
  for (const good of goods) if (good.atMs > fromMs && good.atMs <= toMs) count++;
  return count;
}
