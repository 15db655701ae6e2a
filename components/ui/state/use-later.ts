'use client';

import { useEffect, useState } from 'react';

/** Busy pages never come to rest; then it is late enough. */
const AT_LATEST_MS = 2_000;

/** False until the browser has nothing more urgent to do, for what a page can be read without. */
export function useLater(): boolean {
  const [later, setLater] = useState(false);
  useEffect(() => {
    const come = () => setLater(true);
    if (!('requestIdleCallback' in window)) {
      const timer = setTimeout(come, AT_LATEST_MS); // Safari
      return () => clearTimeout(timer);
    }
    const asked = requestIdleCallback(come, { timeout: AT_LATEST_MS });
    return () => cancelIdleCallback(asked);
  }, []);
  return later;
}
