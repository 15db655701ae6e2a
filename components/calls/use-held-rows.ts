'use client';

import { useState } from 'react';

interface Row {
  id: string;
}

/**
 * Live rows that stand still while the reader is among them: while `held`, the rows shown are those of the moment it
 * began, and `waiting` counts the newer ones. Rows come newest first.
 */
export function useHeldRows<R extends Row>(
  rows: readonly R[],
  held: boolean,
): { shown: readonly R[]; waiting: number } {
  const [kept, setKept] = useState<readonly R[] | null>(null);
  if (held && kept === null) setKept(rows);
  if (!held && kept !== null) setKept(null);
  if (!held || kept === null) return { shown: rows, waiting: 0 };
  const at = rows.findIndex(({ id }) => id === kept[0]?.id);
  return { shown: kept, waiting: at < 0 ? rows.length : at };
}
