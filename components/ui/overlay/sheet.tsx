'use client';

import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { useReturnedFocus } from './use-returned-focus';

type SheetProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Read by assistive tools; not drawn. */
  label: string;
  side?: 'left' | 'right' | 'bottom';
  /** Where the focus goes afterwards, where that is not what had it before. */
  returnTo?: (opener: Element | null) => Element | null;
  children: ReactNode;
};

const SIDES = {
  left: 'inset-y-0 left-0 w-60 border-r',
  right: 'inset-y-0 right-0 w-[min(440px,100vw)] border-l',
  bottom: 'inset-x-0 bottom-0 max-h-[90dvh] rounded-t-4 border-t pb-[env(safe-area-inset-bottom)]',
};

/** Not what could be focused first: that may stand at the end of a long list, which would open scrolled there. */
function focusItself(event: Event): void {
  event.preventDefault();
  if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus({ preventScroll: true });
}

/** A panel that slides over one edge: the navigation on tablets, the details of a row, "More" on phones. The focus returns to what had it. */
export function Sheet({ open, onOpenChange, label, side = 'left', returnTo, children }: SheetProps) {
  const focus = useReturnedFocus(returnTo);
  const onOpenAutoFocus = (event: Event) => {
    focus.onOpenAutoFocus();
    if (side === 'bottom') focusItself(event);
  };
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-overlay" />
        <Radix.Content
          aria-describedby={undefined}
          {...(side === 'bottom' && { tabIndex: -1 })}
          onOpenAutoFocus={onOpenAutoFocus}
          onCloseAutoFocus={focus.onCloseAutoFocus}
          className={`fixed z-50 overflow-y-auto border-line bg-surface shadow-modal outline-none ${SIDES[side]}`}
        >
          <Radix.Title className="sr-only">{label}</Radix.Title>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
