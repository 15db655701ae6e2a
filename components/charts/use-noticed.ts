'use client';

import { useEffect, useState } from 'react';

const NOTICED_MS = 300;

/** False until something is known, at most for as long as nobody notices the wait: what is soon replaced is not drawn. */
export function useNoticed(known: boolean): boolean {
  const [waited, setWaited] = useState(false);
  useEffect(() => {
    if (known) return;
    const timer = setTimeout(() => setWaited(true), NOTICED_MS);
    return () => clearTimeout(timer);
  }, [known]);
  return known || waited;
}
