import { isOutOfTime, readUnknownLogins, withinBudget } from '../../storage';
import type { Sql } from '../../storage';
import type { Cell } from '../cells/grid';
import { E } from '../measures/columns';
import { bucketsOf } from '../overview/period';
import type { PeriodQuery } from '../overview/period';
import { reachOf } from '../raw/reach-of';

const BUDGET_MS = 1_000;
/** Read in some 100 ms. */
export const MOST_ATTEMPTS = 100_000;

export interface UnknownLogins {
  /** Start of the first step that was looked at wholly, epoch milliseconds. */
  sinceMs: number;
  /** By the start of the step, seconds since the epoch. */
  byStep: Map<number, number>;
}

export interface UnknownQuery extends PeriodQuery {
  /** The period's steps, which tell how many attempts there are. */
  cells: readonly Cell[];
  mostAttempts?: number | undefined;
}

/**
 * Attempts without a known outcome by step, which no rollup holds: of the newest steps, as far as the attempts can be read.
 * Must be the last read of its snapshot: running out of time ends it.
 */
export async function readUnknown(sql: Sql, query: UnknownQuery): Promise<UnknownLogins> {
  const { stepSeconds, cells, mostAttempts = MOST_ATTEMPTS } = query;
  const stretches = bucketsOf(query).map((at, index) => {
    const sums = cells[index]?.sums;
    return { at, calls: (sums?.[E.logins_ok] ?? 0) + (sums?.[E.logins_failed] ?? 0) };
  });
  const from = new Date(Math.max(query.from.getTime(), query.rawSinceMs));
  const reach = reachOf({ ...query, from }, stretches.reverse(), {
    mostRows: mostAttempts,
    stretchSeconds: stepSeconds,
  });
  const sinceMs = Math.ceil(reach.getTime() / (stepSeconds * 1000)) * stepSeconds * 1000;
  if (sinceMs >= query.to.getTime()) return { sinceMs: query.to.getTime(), byStep: new Map() };
  const window = { ...query, from: new Date(sinceMs) };
  try {
    return { sinceMs, byStep: await withinBudget(sql, BUDGET_MS, () => readUnknownLogins(sql, window, stepSeconds)) };
  } catch (error) {
    if (!isOutOfTime(error)) throw error;
    return { sinceMs: query.to.getTime(), byStep: new Map() };
  }
}
