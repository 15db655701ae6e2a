'use client';

import { type RefObject, useEffect } from 'react';

/** A part of a page comes into view with the focus when a link to its id was followed; `shown` changes with what it shows. */
export function usePartArrival(place: RefObject<HTMLElement | null>, shown: string): void {
  useEffect(() => {
    const part = place.current;
    if (!part || window.location.hash !== `#${part.id}`) return;
    part.scrollIntoView({ block: 'start' });
    if (!part.contains(document.activeElement)) part.focus({ preventScroll: true });
  }, [place, shown]);
}
