'use client';

import { createContext, type ReactNode, useContext, useState, useSyncExternalStore } from 'react';
import type { TimeRange } from '../scale/time-range';

export interface SyncState {
  /** Time under the crosshair; null when nothing is pointed at. */
  at: number | null;
  /** Range that is being dragged. */
  brush: TimeRange | null;
}

export interface SyncStore {
  get: () => SyncState;
  set: (change: Partial<SyncState>) => void;
  subscribe: (listener: () => void) => () => void;
}

const NOTHING: SyncState = { at: null, brush: null };

function makeStore(): SyncStore {
  let state = NOTHING;
  const listeners = new Set<() => void>();
  return {
    get: () => state,
    set: (change) => {
      state = { ...state, ...change };
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const SyncContext = createContext<SyncStore | null>(null);

/** Charts inside share one crosshair and one brush. Wrap a page's charts once. */
export function ChartGroup({ children }: { children: ReactNode }) {
  const [store] = useState(makeStore);
  return <SyncContext value={store}>{children}</SyncContext>;
}

/** The group's store, or one of the chart's own outside a group. Reading it does not render again. */
export function useSyncStore(): SyncStore {
  const shared = useContext(SyncContext);
  const [own] = useState(makeStore);
  return shared ?? own;
}

/** The crosshair and brush; renders again on every move, so only small layers call it. */
export function useSyncState(store: SyncStore): SyncState {
  return useSyncExternalStore(store.subscribe, store.get, () => NOTHING);
}
