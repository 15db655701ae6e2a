'use client';

import { type RefObject, useCallback, useState } from 'react';
import { useHotkeys } from '../keys/use-hotkeys';

/** Rows that their checkboxes or `x` have selected, by their key as text. Without `enabled` the key is left alone. */
export function useSelection(table: RefObject<HTMLElement | null>, enabled: boolean) {
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  const toggle = useCallback(
    (key: string) =>
      setKeys((before) =>
        before.has(key) ? new Set([...before].filter((other) => other !== key)) : new Set([...before, key]),
      ),
    [],
  );
  useHotkeys({
    x: () => {
      const row = document.activeElement?.closest('tr');
      const key = row && table.current?.contains(row) ? row.dataset.rowKey : undefined;
      if (!enabled || key === undefined) return false;
      toggle(key);
      return true;
    },
  });
  return { keys, toggle: enabled ? toggle : undefined, clear: () => setKeys(new Set()) };
}
