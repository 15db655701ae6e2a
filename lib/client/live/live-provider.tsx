'use client';

import { useQueryClient } from '@tanstack/react-query';
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
import { throttleByKey } from './throttle-by-key';

export interface Live {
  state: LiveState | 'paused';
  /** When the reader paused, epoch ms; null while live. */
  pausedAt: number | null;
  setPaused: (paused: boolean) => void;
}

const REFETCH_EVERY_MS = 1000;
/** Hints of live traffic have made most of it new by then. */
const CATCH_UP_AFTER_MS = 1000;
const LiveContext = createContext<Live>({ state: 'connecting', pausedAt: null, setPaused: () => undefined });

/** State of the live stream of the page's project. */
export const useLive = () => useContext(LiveContext);

/**
 * Listens to the hints of one project and refetches the queries whose `meta.topics` name the topic, at most once a
 * second and topic. After a break or a pause everything is refetched once, since hints were missed; after the first start
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
    const refetch = (topic: string | null) =>
      void client.invalidateQueries({
        predicate: ({ meta, queryKey, state: look }) => {
          if (queryKey[1] !== projectId) return false;
          if (topic === null) return Boolean(meta?.topics);
          return (meta?.topics?.includes(topic) ?? false) && heedsHint(look, Date.now());
        },
      });
    const refetchOlder = (thanMs: number) =>
      void client.invalidateQueries({
        predicate: ({ meta, queryKey, state: { data, dataUpdatedAt } }) =>
          queryKey[1] === projectId && Boolean(meta?.topics) && data !== undefined && dataUpdatedAt < thanMs,
      });
    const throttle = throttleByKey(refetch, REFETCH_EVERY_MS);
    let catchingUp: ReturnType<typeof setTimeout> | undefined;
    const onState = (next: LiveState) => {
      if (next !== 'live') missed.current = true;
      if (next === 'live') {
        clearTimeout(catchingUp);
        if (missed.current) refetch(null);
        else catchingUp = setTimeout(refetchOlder, CATCH_UP_AFTER_MS, Date.now());
        missed.current = false;
      }
      startTransition(() => setState(next)); // a page that is still coming to life goes on in slices
    };
    const close = openLiveStream({
      url: projectPath(projectId, 'live'),
      onHint: (hint) => throttle.call(hint.topic),
      onState,
    });
    return () => {
      missed.current = true;
      clearTimeout(catchingUp);
      throttle.stop();
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
  return <LiveContext value={live}>{children}</LiveContext>;
}
