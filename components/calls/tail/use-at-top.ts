'use client';

import { type RefObject, useEffect, useState } from 'react';

/** Is the beginning of an element in view, or below it? Then what is added there pushes nothing that is read. */
export function useAtTop(element: RefObject<HTMLElement | null>): boolean {
  const [atTop, setAtTop] = useState(true);
  useEffect(() => {
    const mark = element.current;
    if (!mark) return;
    const watch = new IntersectionObserver(([entry]) => {
      if (entry) setAtTop(entry.isIntersecting || entry.boundingClientRect.top > 0);
    });
    watch.observe(mark);
    return () => watch.disconnect();
  }, [element]);
  return atTop;
}
