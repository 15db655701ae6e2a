import clsx from 'clsx';
import type { ReactNode } from 'react';

/** A key cap: `j`, `↵`, `esc`. Hidden on touch layouts, where there is no keyboard to hint at. */
export function Kbd({ children, onInk = false }: { children: ReactNode; onInk?: boolean }) {
  return (
    <kbd
      className={clsx(
        'inline-grid h-4.5 min-w-4.5 place-items-center rounded-1 border px-1 font-sans text-11 font-normal whitespace-nowrap max-md:hidden',
        onInk ? 'border-current/40' : 'border-line bg-sunken text-ink-2',
      )}
    >
      {children}
    </kbd>
  );
}
