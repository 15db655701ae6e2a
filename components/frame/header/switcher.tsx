'use client';

import clsx from 'clsx';
import type { ReactNode } from 'react';
import { ChevronGlyph } from '../../ui/state/glyphs';
import { Menu } from '../../ui/overlay/menu';

type SwitcherProps = {
  /** What is switched, for assistive tools: "Project". */
  label: string;
  current: ReactNode;
  strong?: boolean;
  children: ReactNode;
};

/** One crumb of the header that opens a list of its siblings. */
export function Switcher({ label, current, strong = false, children }: SwitcherProps) {
  return (
    <Menu
      trigger={
        <button
          type="button"
          className={clsx(
            'state-motion ring-focus inline-flex h-7 min-w-0 items-center gap-1.5 rounded-2 px-2 hover:bg-hover data-[state=open]:bg-hover max-md:h-11',
            strong ? 'font-medium text-ink' : 'text-ink-2',
          )}
        >
          <span className="sr-only">{label}: </span>
          <span className="truncate">{current}</span>
          <ChevronGlyph />
        </button>
      }
    >
      {children}
    </Menu>
  );
}
