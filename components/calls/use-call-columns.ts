'use client';

import { useMemo } from 'react';
import { useNow } from '../../lib/client';
import { callColumnsAt } from './call-columns';

const DAY_MS = 86_400_000;

/** Columns of a table of calls; they change with the day only, so that rows are not drawn again. */
export function useCallColumns() {
  const day = Math.floor(useNow(60_000) / DAY_MS) * DAY_MS;
  return useMemo(() => callColumnsAt(day), [day]);
}
