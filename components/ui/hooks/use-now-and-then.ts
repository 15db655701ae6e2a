'use client';

import { useEffect, useRef, useState } from 'react';

/** A value that follows another at most once in so long: for what is read aloud. */
export function useNowAndThen<T>(value: T, everyMs: number): T {
  const [told, setTold] = useState(value);
  const toldAt = useRef(0);
  useEffect(() => {
    const waitMs = Math.max(0, toldAt.current + everyMs - Date.now());
    const timer = setTimeout(() => {
      toldAt.current = Date.now();
      setTold(value);
    }, waitMs);
    return () => clearTimeout(timer);
  }, [value, everyMs]);
  return told;
}
