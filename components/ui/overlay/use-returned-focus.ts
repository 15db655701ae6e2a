import { useRef } from 'react';
import { nothingHasFocus } from '../hooks/nothing-has-focus';

interface ReturnedFocus {
  onOpenAutoFocus: () => void;
  onCloseAutoFocus: (event: Event) => void;
}

/** Gives the focus back when an overlay closes: to what had it, or to another place, unless something else took it. */
export function useReturnedFocus(placeOf?: (opener: Element | null) => Element | null): ReturnedFocus {
  const opener = useRef<Element | null>(null);
  return {
    onOpenAutoFocus: () => {
      opener.current = document.activeElement;
    },
    onCloseAutoFocus: (event) => {
      event.preventDefault(); // Radix knows of a trigger only, and a row or a key is none
      if (!nothingHasFocus()) return; // a link of the panel led on
      const place = placeOf ? placeOf(opener.current) : opener.current;
      if (place instanceof HTMLElement) place.focus();
    },
  };
}
