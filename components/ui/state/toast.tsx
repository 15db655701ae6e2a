'use client';

import { Toaster as Sonner, toast } from 'sonner';

/** Offers to take back what was just done, for 8 s. Toasts are used for nothing else. */
export function toastUndo(done: string, undo: () => void): void {
  toast(done, { duration: 8000, action: { label: 'Undo', onClick: undo } });
}

/** The place where undo offers appear; once, in the layout. */
export function Toaster() {
  return (
    <Sonner
      position="bottom-right"
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            'flex w-full items-center justify-between gap-4 rounded-3 border border-line bg-surface px-3 py-2 text-13 text-ink shadow-pop',
          actionButton: 'ring-focus rounded-2 px-2 py-0.5 font-medium text-accent hover:bg-hover',
        },
      }}
    />
  );
}
