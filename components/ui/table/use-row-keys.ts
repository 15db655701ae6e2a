'use client';

import type { RefObject } from 'react';
import { useHotkeys } from '../keys/use-hotkeys';

const OPENERS = '[data-row-open]';

/** What lies behind a number of the row. */
const BEHIND = '[data-row-behind]';

/**
 * `j` and `k` (and the arrow keys inside the table) move the focus from row to row; `↵` is the row's own link, `c`
 * the calls behind its first number. With `primary` they also work while the focus is elsewhere on the page.
 */
export function useRowKeys(table: RefObject<HTMLElement | null>, primary: boolean): void {
  const move = (step: 1 | -1, onlyInside: boolean) => {
    const openers = [...(table.current?.querySelectorAll<HTMLElement>(OPENERS) ?? [])];
    const row = document.activeElement?.closest('tr');
    const at = openers.findIndex((opener) => opener.closest('tr') === row);
    if (at < 0 && (onlyInside || !primary || document.activeElement?.closest('table'))) return false;
    const next = openers[Math.min(openers.length - 1, Math.max(0, at + step))];
    if (!next) return false;
    next.focus();
    next.scrollIntoView({ block: 'nearest' });
    return true;
  };
  const openBehind = () => {
    const row = document.activeElement?.closest('tr');
    const link = row && table.current?.contains(row) ? row.querySelector<HTMLElement>(BEHIND) : null;
    link?.click();
    return link !== null;
  };
  useHotkeys({
    c: openBehind,
    j: () => move(1, false),
    k: () => move(-1, false),
    ArrowDown: () => move(1, true),
    ArrowUp: () => move(-1, true),
  });
}
