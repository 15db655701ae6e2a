'use client';

import { useCallback, useSyncExternalStore } from 'react';
import { useClock } from './clock';

/** The time, read again every `everyMs`; it begins with the time at which the server drew the page. */
export function useNow(everyMs: number): number {
  const clock = useClock();
  const follow = useCallback((listener: () => void) => clock.follow(everyMs, listener), [clock, everyMs]);
  return useSyncExternalStore(
    follow,
    () => clock.at(everyMs),
    () => clock.startMs,
  );
}
