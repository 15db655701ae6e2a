import type { Tier } from '../../storage';
import type { EnvironmentTotals, PendingTotals } from '../pending/totals';

/** Minutes in a row of each tier. */
export const TIER_MINUTES: Readonly<Record<Tier, number>> = { minute: 1, hour: 60, day: 1440 };

/** Does a tier take the calls of this minute (since the epoch)? */
export type Keep = (minute: number) => boolean;

/** Environments by id: rows are written in the order of the key. */
export function byEnvironment({ environments }: PendingTotals): [number, EnvironmentTotals][] {
  return [...environments].sort(([a], [b]) => a - b);
}
