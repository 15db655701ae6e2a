'use client';

import { parseAsString, useQueryStates } from 'nuqs';
import { KEPT_NAMES } from './kept';

export const KEPT_PARAMETERS = {
  env: parseAsString,
  range: parseAsString,
  from: parseAsString,
  to: parseAsString,
  vs: parseAsString,
};

/** The state that links keep, as a query: "?env=production&range=6h", or "". */
export function useKept(): string {
  const [state] = useQueryStates(KEPT_PARAMETERS);
  const query = new URLSearchParams();
  for (const name of KEPT_NAMES) {
    const value = state[name];
    if (value !== null) query.set(name, value);
  }
  const text = query.toString();
  return text ? `?${text}` : '';
}
