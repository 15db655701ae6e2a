'use client';

import { useEffect, useEffectEvent } from 'react';

/** ⌘K or Ctrl+K, also inside fields; it is no single key and cannot be turned off. */
export function useCommandK(act: () => void): void {
  const run = useEffectEvent(act);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey) || event.altKey || event.shiftKey)
        return;
      event.preventDefault();
      run();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}
