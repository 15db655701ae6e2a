'use client';

import { type RefObject, useEffect, useEffectEvent, useRef } from 'react';

const CONTROLS = 'input:not([hidden]), select, textarea, button:not(:disabled)';

/** Focuses the first control on mount (a field, else a button); esc closes; on unmount the opener gets the focus back. */
export function useFocusWithin<Box extends HTMLElement>(onEscape: () => void): RefObject<Box | null> {
  const ref = useRef<Box>(null);
  const escape = useEffectEvent(onEscape);
  useEffect(() => {
    const box = ref.current;
    const opener = document.activeElement;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      event.stopPropagation(); // of two boxes, one in the other, the inner one closes
      escape();
    };
    box?.addEventListener('keydown', onKey);
    box?.querySelector<HTMLElement>(CONTROLS)?.focus();
    return () => {
      box?.removeEventListener('keydown', onKey);
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  return ref;
}
