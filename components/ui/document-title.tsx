'use client';

import { useLayoutEffect } from 'react';

/**
 * Names the window after what the page turned out to be, such as "Not found", whatever title is set meanwhile; that one
 * comes back when this goes.
 */
export function DocumentTitle({ children }: { children: string }) {
  const title = `${children} · Callwatch`;
  useLayoutEffect(() => {
    let underneath = document.title;
    const apply = () => {
      if (document.title === title) return;
      underneath = document.title;
      document.title = title;
    };
    apply();
    const watch = new MutationObserver(apply); // the page's own title may be streamed in later
    watch.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => {
      watch.disconnect();
      if (document.title === title) document.title = underneath;
    };
  }, [title]);
  return null;
}
