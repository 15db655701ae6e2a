'use client';

import { startTransition, useEffect, useReducer, useSyncExternalStore } from 'react';
import { useClock } from './clock';

/** Nothing is told by the store itself: that would draw all of a page at once, each time in one piece. */
const untold = () => () => undefined;

/**
 * The time, read again every `everyMs`; it begins with the time at which the server drew the page. What shows it is drawn anew in
 * slices, between which the page answers.
 */
export function useNow(everyMs: number): number {
  const clock = useClock();
  const [, drawAgain] = useReducer((times: number) => times + 1, 0);
  useEffect(() => clock.follow(everyMs, () => startTransition(drawAgain)), [clock, everyMs]);
  return useSyncExternalStore(
    untold,
    () => clock.at(everyMs),
    () => clock.startMs,
  );
}
