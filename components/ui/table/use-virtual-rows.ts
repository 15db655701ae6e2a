'use client';

import { type RefObject, useEffect, useState } from 'react';

type VirtualRowsInput = {
  count: number;
  /** Height of one row, px; every row has it, so the window is arithmetic. */
  height: number;
  scroller: RefObject<HTMLElement | null>;
  enabled: boolean;
};

const OVERSCAN = 12;

/** Which rows to draw, `[start, end)`, and the heights that stand for those before and after. All rows when not enabled. */
export function useVirtualRows({ count, height, scroller, enabled }: VirtualRowsInput) {
  const [view, setView] = useState({ top: 0, height: 900 });
  useEffect(() => {
    const element = scroller.current;
    if (!enabled || !element) return;
    const read = () => setView({ top: element.scrollTop, height: element.clientHeight });
    const sizes = new ResizeObserver(read);
    sizes.observe(element);
    element.addEventListener('scroll', read, { passive: true });
    return () => {
      sizes.disconnect();
      element.removeEventListener('scroll', read);
    };
  }, [enabled, scroller]);
  if (!enabled) return { start: 0, end: count, before: 0, after: 0 };
  const end = Math.min(count, Math.ceil((view.top + view.height) / height) + OVERSCAN);
  const start = Math.min(end, Math.max(0, Math.floor(view.top / height) - OVERSCAN));
  return { start, end, before: start * height, after: (count - end) * height };
}
