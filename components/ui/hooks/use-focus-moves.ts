'use client';

import { type RefObject, useEffect, useEffectEvent } from 'react';

type Heed = (target: EventTarget | null) => void;

/** Tells what inside an element takes the focus, and what loses it. */
export function useFocusMoves(place: RefObject<HTMLElement | null>, onFocus: Heed, onBlur: Heed): void {
  const took = useEffectEvent(onFocus);
  const lost = useEffectEvent(onBlur);
  useEffect(() => {
    const element = place.current;
    const onFocusIn = ({ target }: FocusEvent) => took(target);
    const onFocusOut = ({ target }: FocusEvent) => lost(target);
    element?.addEventListener('focusin', onFocusIn);
    element?.addEventListener('focusout', onFocusOut);
    return () => {
      element?.removeEventListener('focusin', onFocusIn);
      element?.removeEventListener('focusout', onFocusOut);
    };
  }, [place]);
}
