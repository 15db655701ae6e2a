'use client';

import { useCallback } from 'react';
import { parseAsString, useQueryStates } from 'nuqs';
import type { CallFilters } from './call-filters';

const PARAMETERS = {
  status: parseAsString,
  endpoint: parseAsString,
  consumer: parseAsString,
  caller: parseAsString,
};

/** The filters of the list of calls, in the URL, so that a copied link has them. */
export function useCallFilters(): [CallFilters, (change: Partial<CallFilters>) => void] {
  const [filters, set] = useQueryStates(PARAMETERS, { history: 'push' });
  const change = useCallback((to: Partial<CallFilters>) => void set(to), [set]);
  return [filters, change];
}
