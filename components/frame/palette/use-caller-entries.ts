'use client';

import { canonicalAddress } from '../../../lib/shared';
import { useGo } from '../../forms/leave';
import { usePlace } from '../../project/use-place';
import type { Entry } from './entry';

/** What can be opened of an address that was typed; none while what was typed is no address. */
export function useCallerEntries(typed: string): Entry[] {
  const go = useGo();
  const to = usePlace();
  const address = canonicalAddress(typed.trim());
  if (address === null) return [];
  const entry = (label: string, href: string): Entry => ({
    id: `caller ${label}`,
    label: `${label} ${address}`,
    words: typed,
    run: () => go(href),
  });
  return [
    entry('Calls of', to('/calls', { caller: address })),
    entry('Login attempts of', to('/logins#attempts', { caller: address })),
  ];
}
