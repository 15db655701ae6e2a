import { emptyTotals, environmentTotals } from './totals';
import type { PendingTotals } from './totals';

/** What wide tiers are made of: callers, and who called what; shares its tables with `totals`. */
export function wideOf(totals: PendingTotals): PendingTotals {
  const wide = { ...emptyTotals(), callers: totals.callers, callerIndex: totals.callerIndex };
  for (const [id, { callers, endpointConsumers, consumerCallers }] of totals.environments) {
    Object.assign(environmentTotals(wide, id), { callers, endpointConsumers, consumerCallers });
  }
  return wide;
}
