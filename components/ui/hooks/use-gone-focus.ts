'use client';

import { type RefObject, useLayoutEffect, useRef } from 'react';
import { nothingHasFocus } from './nothing-has-focus';
import { useFocusMoves } from './use-focus-moves';

interface Held<Place> {
  element: HTMLElement;
  place: Place;
}

/**
 * Tells when what had the focus inside an element has gone with it, so that something else can take it. `placeOf` is asked when
 * it takes the focus; null: nobody cares.
 */
export function useGoneFocus<Place>(
  inside: RefObject<HTMLElement | null>,
  placeOf: (element: HTMLElement) => Place | null,
  onGone: (place: Place) => void,
): void {
  const held = useRef<Held<Place> | null>(null);
  useFocusMoves(
    inside,
    (target) => {
      const place = target instanceof HTMLElement ? placeOf(target) : null;
      held.current = target instanceof HTMLElement && place !== null ? { element: target, place } : null;
    },
    // what is taken away tells so before it has gone
    (target) =>
      queueMicrotask(() => {
        if (held.current?.element === target && held.current.element.isConnected) held.current = null;
      }),
  );
  useLayoutEffect(() => {
    if (held.current !== null && !held.current.element.isConnected && nothingHasFocus()) onGone(held.current.place);
  });
}
