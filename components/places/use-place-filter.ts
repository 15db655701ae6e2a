'use client';

import { parseAsString, useQueryStates } from 'nuqs';
import { useMemo } from 'react';

/** In the place of a country or an AS number: private, reserved and unknown addresses. */
export const NO_PLACE = 'none';

const TEXT = parseAsString.withOptions({ history: 'push' });

/** Whose callers are listed; null: of all. */
export interface PlaceFilter {
  country: string | null;
  asn: string | null;
}

const matching = (text: string | null, pattern: RegExp): string | null =>
  text !== null && pattern.test(text) ? text : null;

/** The country and the network whose callers are listed, in the URL. What is none counts as none chosen. */
export function usePlaceFilter(): [PlaceFilter, clear: () => void] {
  const [{ country, asn }, set] = useQueryStates({ country: TEXT, asn: TEXT });
  const filter = useMemo(
    () => ({ country: matching(country, /^([A-Z]{2}|none)$/), asn: matching(asn, /^(\d{1,10}|none)$/) }),
    [country, asn],
  );
  return [filter, () => void set(null)];
}
