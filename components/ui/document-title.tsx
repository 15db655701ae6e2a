'use client';

import { useEffect } from 'react';

/**
 * Names the window after what the page turned out to be, such as "Not found". Goes back to the page's own title when it goes,
 * unless another page has set one by then.
 */
export function DocumentTitle({ children }: { children: string }) {
  const title = `${children} · Callwatch`;
  useEffect(() => {
    const before = document.title;
    document.title = title;
    return () => {
      if (document.title === title) document.title = before;
    };
  }, [title]);
  return null;
}
