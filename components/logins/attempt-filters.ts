'use client';

import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import type { CallItem } from '../../lib/shared';
import type { PlaceTo } from '../project/use-place';
import type { CountedSpan } from '../range/counted-over';
import type { CellFilters } from '../ui/table/filter-by-cell';

/** Where the attempts stand on the page of logins. */
export const ATTEMPTS_ID = 'attempts';

export const OUTCOMES = ['failure', 'success', 'unknown'] as const;

/** Which login attempts are shown; null is all. */
export interface AttemptFilters {
  outcome: (typeof OUTCOMES)[number] | null;
  account: string | null;
  caller: string | null;
}

/** What the cells of an attempt narrow the list to. */
export const ATTEMPT_CELLS: CellFilters<CallItem, Partial<AttemptFilters>> = {
  outcome: ({ loginOutcome }) => (loginOutcome === null ? null : { outcome: loginOutcome }),
  account: ({ accountHash }) => (accountHash === null ? null : { account: accountHash }),
  caller: ({ caller }) => (caller === null ? null : { caller }),
};

export const NO_FILTERS: AttemptFilters = { outcome: null, account: null, caller: null };

const PARAMETERS = { outcome: parseAsStringLiteral(OUTCOMES), account: parseAsString, caller: parseAsString };

/** The filters of the attempts; they live in the URL, so that a link opens exactly what it counts. */
export function useAttemptFilters(): [AttemptFilters, (change: Partial<AttemptFilters>) => void] {
  const [filters, set] = useQueryStates(PARAMETERS, { history: 'push' });
  return [filters, (change) => void set(change)];
}

/** A link to the attempts that pass a filter, on the page of logins; over the time that they were counted in where it is another one. */
export const attemptsHref = (to: PlaceTo, filter: Partial<AttemptFilters>, counted?: CountedSpan | null): string =>
  to(`/logins#${ATTEMPTS_ID}`, { ...filter, ...counted });

/** Filters of the page of calls that pass the attempts with an outcome. */
export const CALLS_OF_OUTCOME = { failure: { loginOutcome: 'failure' }, success: { loginOutcome: 'success' } } as const;
