'use client';

import { useQueryClient, type Query, type QueryClient } from '@tanstack/react-query';
import {
  createContext,
  type ReactNode,
  startTransition,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { projectPath } from '../query-key';
import { heedsHint } from './heeds-hint';
import { type LiveState, openLiveStream } from './live-stream';
import { paceByKey } from './pace-by-key';

export interface Live {
  state: LiveState | 'paused';
  /** When the reader paused, epoch ms; null while live. */
  pausedAt: number | null;
  setPaused: (paused: boolean) => void;
}

const REFETCH_EVERY_MS = 1_000;
/** Hints of live traffic have made most of it new by then. */
const CATCH_UP_AFTER_MS = 1000;
const LiveContext = createContext<Live>({ state: 'connecting', pausedAt: null, setPaused: () => undefined });

const PausedContext = createContext<number | null>(null);

/** State of the live stream of the page's project. */
export const useLive = () => useContext(LiveContext);

/** When the reader paused the page, epoch ms; null while it goes on. For what does not tell the state of the stream. */
export const usePausedAt = () => useContext(PausedContext);

/**
 * Hears of topics and refetches the queries on the page whose `meta.topics` name them: each at most once a second, or as often as its
 * `meta.everyMs` tells, never while it is being read, and no slow one for more than a third of the time. Queries that no page shows are
 * only marked.
 */
function heed(client: QueryClient, projectId: number) {
  const cache = client.getQueryCache();
  const pace = paceByKey(
    async (queryHash) => {
      const query = cache.get(queryHash);
      if (!query?.isActive() || !heedsHint(query.state, Date.now())) return;
      const joins = query.state.fetchStatus === 'fetching';
      await client.invalidateQueries({ predicate: (one) => one === query }, { cancelRefetch: false });
      if (joins) pace.call(queryHash); // what was read may be of before the hint
    },
    (queryHash) => cache.get(queryHash)?.meta?.everyMs ?? REFETCH_EVERY_MS,
  );
  const call = (topic: string): void => {
    const predicate = ({ queryKey, meta }: Pick<Query, 'queryKey' | 'meta'>): boolean =>
      queryKey[1] === projectId && (meta?.topics?.includes(topic) ?? false);
    void client.invalidateQueries({ predicate, type: 'inactive', refetchType: 'none' });
    for (const { queryHash } of cache.findAll({ predicate, type: 'active' })) pace.call(queryHash);
  };
  return { call, stop: () => pace.stop() };
}

/**
 * Listens to the hints of one project and refetches what they are about, see `heed`. After a break or a pause everything is refetched once, since hints were missed; after the first start
 * only what was read before it, by the server for instance, and not since.
 */
export function LiveProvider({ projectId, children }: { projectId: number; children: ReactNode }) {
  const client = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');
  const [pausedAt, setPausedAt] = useState<number | null>(null);
  const missed = useRef(false);
  const paused = pausedAt !== null;
  useEffect(() => {
    if (paused) return;
    const refetchAll = () =>
      void client.invalidateQueries({
        predicate: ({ meta, queryKey }) => queryKey[1] === projectId && Boolean(meta?.topics),
      });
    const refetchOlder = (thanMs: number) =>
      void client.invalidateQueries({
        predicate: ({ meta, queryKey, state: { data, dataUpdatedAt } }) =>
          queryKey[1] === projectId && Boolean(meta?.topics) && data !== undefined && dataUpdatedAt < thanMs,
      });
    const hints = heed(client, projectId);
    let catchingUp: ReturnType<typeof setTimeout> | undefined;
    const onState = (next: LiveState) => {
      if (next !== 'live') missed.current = true;
      if (next === 'live') {
        clearTimeout(catchingUp);
        if (missed.current) refetchAll();
        else catchingUp = setTimeout(refetchOlder, CATCH_UP_AFTER_MS, Date.now());
        missed.current = false;
      }
      startTransition(() => setState(next)); // a page that is still coming to life goes on in slices
    };
    const close = openLiveStream({
      url: projectPath(projectId, 'live'),
      onHint: ({ topic }) => hints.call(topic),
      onState,
    });
    return () => {
      missed.current = true;
      clearTimeout(catchingUp);
      hints.stop();
      close();
    };
  }, [client, projectId, paused]);
  const live = useMemo(
    (): Live => ({
      state: paused ? 'paused' : state,
      pausedAt,
      setPaused: (next) => setPausedAt(next ? Date.now() : null),
    }),
    [state, paused, pausedAt],
  );
  return (
    <LiveContext value={live}>
      <PausedContext value={pausedAt}>{children}</PausedContext>
    </LiveContext>
  );
}
