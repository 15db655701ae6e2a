'use client';

import { createContext, type ReactNode, useContext, useState } from 'react';

type Listener = () => void;

/** The time as a page knows it: every reader that wants it equally often gets the same. */
export interface Clock {
  /** When the server drew the page, epoch ms: the browser begins with it, so that it draws the same. */
  startMs: number;
  /** The time as it was last read for readers of this interval. */
  at(everyMs: number): number;
  /** Calls the listener each time the time was read again. Returns the end. */
  follow(everyMs: number, listener: Listener): () => void;
}

interface Beat {
  nowMs: number;
  listeners: Set<Listener>;
  timer: ReturnType<typeof setInterval> | undefined;
}

/** A clock that reads `readMs` only while somebody follows it. */
export function makeClock(startMs: number, readMs: () => number = Date.now): Clock {
  const beats = new Map<number, Beat>();
  const beatOf = (everyMs: number): Beat => {
    const beat = beats.get(everyMs) ?? { nowMs: startMs, listeners: new Set(), timer: undefined };
    beats.set(everyMs, beat);
    return beat;
  };
  const read = (beat: Beat) => {
    beat.nowMs = readMs();
    for (const listener of beat.listeners) listener();
  };
  return {
    startMs,
    at: (everyMs) => beatOf(everyMs).nowMs,
    follow: (everyMs, listener) => {
      const beat = beatOf(everyMs);
      beat.listeners.add(listener);
      if (beat.timer === undefined) {
        beat.timer = setInterval(() => read(beat), everyMs);
        if (Math.abs(readMs() - beat.nowMs) >= everyMs) read(beat); // nobody followed it for a while
      }
      return () => {
        beat.listeners.delete(listener);
        if (beat.listeners.size > 0) return;
        clearInterval(beat.timer);
        beat.timer = undefined;
      };
    },
  };
}

const ClockContext = createContext<Clock | null>(null);

/** The clock of the page. Throws outside of one. */
export function useClock(): Clock {
  const clock = useContext(ClockContext);
  if (!clock) throw new Error('no clock: the page stands outside the providers');
  return clock;
}

/** Gives everything below one clock that begins at `startMs`, epoch ms. */
export function ClockProvider({ startMs, children }: { startMs: number; children: ReactNode }) {
  const [clock] = useState(() => makeClock(startMs));
  return <ClockContext value={clock}>{children}</ClockContext>;
}
