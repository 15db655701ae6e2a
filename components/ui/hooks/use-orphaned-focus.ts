'use client';

import type { RefObject } from 'react';
import { nothingHasFocus } from './nothing-has-focus';
import { useFocusMoves } from './use-focus-moves';

const nothing = (): void => undefined;

/** Takes the focus once what had it inside has gone and nothing else took it: the next Tab goes on here, not at the top of the page. */
export function useOrphanedFocus(place: RefObject<HTMLElement | null>): void {
  useFocusMoves(place, nothing, (target) =>
    requestAnimationFrame(() => {
      const hasGone = target instanceof Node && !target.isConnected;
      if (hasGone && nothingHasFocus()) place.current?.focus({ preventScroll: true });
    }),
  );
}
