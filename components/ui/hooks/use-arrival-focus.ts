'use client';

import { usePathname } from 'next/navigation';
import { type RefObject, useLayoutEffect } from 'react';
import { nothingHasFocus } from './nothing-has-focus';

/** Path whose heading had its turn; empty until the first page is there, whose focus is the browser's. */
let arrivedAt = '';
/** A heading with the focus has just gone: the one that takes its place gets it. */
let handedOver = false;

/**
 * Moves the focus to the heading of a page that was navigated to, so that keyboard and screen reader start there. A form
 * that puts the cursor into its first field does so afterwards; a change of the query alone moves nothing.
 */
export function useArrivalFocus(heading: RefObject<HTMLElement | null>): void {
  const path = usePathname();
  useLayoutEffect(() => {
    const element = heading.current;
    const arrived = arrivedAt !== '' && arrivedAt !== path;
    if (element && (arrived || (handedOver && nothingHasFocus()))) element.focus({ preventScroll: true });
    arrivedAt = path;
    handedOver = false;
    return () => {
      handedOver ||= element !== null && element === document.activeElement;
    };
  }, [heading, path]);
}
