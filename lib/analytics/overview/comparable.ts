import type { PendingTotals } from '../../rollups';
import { isComparable } from '../../shared';
import type { Sql } from '../../storage';
import { firstCallAt } from '../status/call-times';
import type { PeriodQuery, Periods } from './period';

/** What a period is compared with; null when nothing was asked for, or when there is too little of it to compare with. */
export const comparableOf = ({ previous }: Periods, firstCall: Date | null): PeriodQuery | null =>
  previous && firstCall && isComparable(previous, firstCall) ? previous : null;

/** The same, where nothing else asks when the first call came. */
export async function readComparable(
  sql: Sql,
  periods: Periods,
  pending: readonly PendingTotals[],
): Promise<PeriodQuery | null> {
  return periods.previous && comparableOf(periods, await firstCallAt(sql, periods.query, pending));
}
