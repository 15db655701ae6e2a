'use client';

import { usePausedAt } from '../live/live-provider';
import { useNow } from './use-now';

/** The moment that the page shows, epoch ms: now, renewed as often as `useNow` is, or when it was paused. */
export function usePageNow(everyMs: number): number {
  const ticking = useNow(everyMs);
  return usePausedAt() ?? ticking;
}
