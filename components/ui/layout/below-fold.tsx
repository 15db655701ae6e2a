'use client';

import { type ReactNode, type RefObject, startTransition, useEffect, useRef, useState } from 'react';
import { SkeletonRows } from '../state/skeleton';
import { Panel } from './panel';

/** How near the part that is shown comes before the rest is drawn, and how long a browser that never rests is waited for. */
const NEAR = '300px';
const AT_LATEST_MS = 3_000;

type BelowFoldProps = {
  /** Name of the panel that will stand here. */
  label: string;
  /** Rows that hold its place until then. */
  rows: number;
  children: ReactNode;
};

/**
 * A panel that nobody sees before they scroll: drawn when it comes near or, at the latest, when the browser has nothing else
 * to do, in slices that leave the page answering. What is seen first does not wait for it.
 */
export function BelowFold({ label, rows, children }: BelowFoldProps) {
  const place = useRef<HTMLDivElement>(null);
  const wanted = useWanted(place);
  if (wanted) return children;
  return (
    <div ref={place}>
      <Panel label={label} flush>
        <SkeletonRows rows={rows} rowHeight={28} />
      </Panel>
    </div>
  );
}

function useWanted(place: RefObject<HTMLElement | null>): boolean {
  const [wanted, setWanted] = useState(false);
  useEffect(() => {
    if (!place.current) return;
    const want = () => startTransition(() => setWanted(true));
    const near = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) want();
      },
      { rootMargin: NEAR },
    );
    near.observe(place.current);
    const forget = whenIdle(want);
    return () => {
      near.disconnect();
      forget();
    };
  }, [place]);
  return wanted;
}

/** Calls back when the browser rests; where browsers do not tell, after a while. */
function whenIdle(call: () => void): () => void {
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(call, AT_LATEST_MS);
    return () => clearTimeout(timer);
  }
  const asked = requestIdleCallback(call, { timeout: AT_LATEST_MS });
  return () => cancelIdleCallback(asked);
}
