'use client';

import { parseAsString, useQueryState } from 'nuqs';

/** In the place of a country: private, reserved and unknown addresses. */
export const NO_COUNTRY = 'none';

const PARAMETER = parseAsString.withOptions({ history: 'push' });

/** The country whose callers are listed, in the URL; null: all. What is no country counts as none chosen. */
export function useCountryFilter(): [string | null, (country: string | null) => void] {
  const [text, setText] = useQueryState('country', PARAMETER);
  const country = text !== null && /^([A-Z]{2}|none)$/.test(text) ? text : null;
  return [country, (next) => void setText(next)];
}
