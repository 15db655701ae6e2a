'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { callsQuery, statusQuery } from '../../lib/client';
import type { CallItem } from '../../lib/shared';

const MINUTE_MS = 60_000;
/** Calls from shortly before the page was opened are arrivals too. */
export const LOOK_BACK_MS = 10 * MINUTE_MS;
const LOOK_AHEAD_MS = 7 * 24 * 60 * MINUTE_MS;
const ROWS = 50;
/** While nothing comes, the server is asked this often too, in case the stream of hints does not get through. */
const POLL_MS = 5_000;

export interface Arrivals {
  /** Newest first; those since shortly before the page was opened. */
  calls: readonly CallItem[];
  /** The oldest call of the first answer that had any. */
  first: CallItem | null;
  /** It came while the page was open, at this time of the browser's clock. */
  cameAtMs: number | null;
  /** Newest call before the page was opened, whenever that was; undefined until known. */
  lastCallAt: string | null | undefined;
  error: Error | null;
  retry: () => void;
  loading: boolean;
}

/** Calls that arrive from `openedAtMs` (the server's clock) on, live. */
export function useArrivals(projectId: number, openedAtMs: number): Arrivals {
  const from = Math.floor((openedAtMs - LOOK_BACK_MS) / MINUTE_MS) * MINUTE_MS;
  const input = { fromMs: from, toMs: from + LOOK_AHEAD_MS, environment: null, filter: {}, limit: ROWS };
  const [first, setFirst] = useState<{ call: CallItem; cameAtMs: number | null } | null>(null);
  const [waited, setWaited] = useState(false);
  const [lastCallAt, setLastCallAt] = useState<string | null>();
  const query = useInfiniteQuery({ ...callsQuery(projectId, input), refetchInterval: first ? false : POLL_MS });
  const status = useQuery(statusQuery(projectId));
  const calls = query.data?.pages[0]?.calls ?? [];
  const oldest = calls.at(-1);
  if (lastCallAt === undefined && status.data) setLastCallAt(status.data.lastCallAt);
  if (query.data && !oldest && !waited) setWaited(true);
  if (oldest && !first) setFirst({ call: oldest, cameAtMs: waited ? query.dataUpdatedAt : null });
  return {
    calls,
    first: first?.call ?? null,
    cameAtMs: first?.cameAtMs ?? null,
    lastCallAt,
    error: query.data ? null : query.error,
    retry: () => void query.refetch(),
    loading: query.isPending,
  };
}
