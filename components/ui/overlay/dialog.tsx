'use client';

import clsx from 'clsx';
import { Dialog as Radix } from 'radix-ui';
import { useRef, type ReactNode } from 'react';
import { CloseGlyph } from '../state/glyphs';

type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  /** One sentence under the title; read by assistive tools on opening. */
  description?: ReactNode;
  /** For what stands in columns. */
  wide?: boolean;
  children: ReactNode;
};

/** A modal box. Esc and a click outside close it; focus returns to what opened it. */
export function Dialog({ open, onOpenChange, title, description, wide = false, children }: DialogProps) {
  const opener = useRef<Element | null>(null);
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-overlay" />
        <Radix.Content
          {...(description ? {} : { 'aria-describedby': undefined })}
          onOpenAutoFocus={() => {
            opener.current = document.activeElement;
          }}
          onCloseAutoFocus={(event) => {
            if (!(opener.current instanceof HTMLElement)) return;
            event.preventDefault(); // Radix knows of a trigger only, and a key is none
            opener.current.focus();
          }}
          className={clsx(
            'fixed top-[12vh] left-1/2 z-50 max-h-[80vh] max-w-[calc(100vw-32px)] -translate-x-1/2 overflow-y-auto rounded-4 border border-line bg-surface p-5 shadow-modal outline-none',
            wide ? 'w-[920px]' : 'w-[480px]',
          )}
        >
          <div className="mb-3 flex items-start justify-between gap-4">
            <div className="grid gap-0.5">
              <Radix.Title className="text-14 font-semibold">{title}</Radix.Title>
              {description ? <Radix.Description className="text-ink-2">{description}</Radix.Description> : null}
            </div>
            <Radix.Close
              aria-label="Close"
              className="ring-focus rounded-2 p-1.5 text-ink-3 hover:bg-hover hover:text-ink"
            >
              <CloseGlyph />
            </Radix.Close>
          </div>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
