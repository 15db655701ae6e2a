'use client';

import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { type EndpointFilters, ERROR_LEVELS } from './endpoint-filters';

const PARAMETERS = { q: parseAsString, method: parseAsString, errors: parseAsStringLiteral(ERROR_LEVELS) };

/** The filters of the list of endpoints, in the URL, so that a copied link has them. Typing makes no steps to go back by. */
export function useEndpointFilters(): [EndpointFilters, (change: Partial<EndpointFilters>) => void] {
  const [filters, set] = useQueryStates(PARAMETERS, { history: 'replace' });
  return [filters, (change) => void set({ ...change, ...(change.q === '' && { q: null }) })];
}
