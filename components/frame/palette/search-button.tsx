'use client';

import { useSyncExternalStore } from 'react';
import { Kbd } from '../../ui/control/kbd';

const never = () => () => undefined;

/** What the key of commands is called here: "⌘K" on a Mac, else "Ctrl K". */
const useCommandKey = (): string =>
  useSyncExternalStore(
    never,
    () => (/Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘K' : 'Ctrl K'),
    () => 'Ctrl K',
  );

/** Opens the command palette: a wide field on wide windows, a word on narrow ones. */
export function SearchButton({ onOpen }: { onOpen: () => void }) {
  const key = useCommandKey();
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      onClick={onOpen}
      className="state-motion ring-focus flex h-7 min-w-0 items-center justify-between gap-3 rounded-2 border border-control-line bg-surface px-2.5 text-ink-3 hover:bg-hover max-md:h-11 max-md:border-transparent max-md:text-ink-2 xl:w-72"
    >
      <span className="truncate max-xl:hidden">Search routes, callers, consumers</span>
      <span className="xl:hidden">Search</span>
      <span className="max-xl:hidden" suppressHydrationWarning>
        <Kbd>{key}</Kbd>
      </span>
    </button>
  );
}
