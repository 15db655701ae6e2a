'use client';

import { useMemo } from 'react';
import { hrefKeeping, useKept } from '../../lib/client';
import { useProject } from './project-provider';

/** Makes links to pages of the project, such as `/incidents/3`, that keep environment, range and comparison. */
export type PlaceTo = (page: string, query?: Readonly<Record<string, string | null | undefined>>) => string;

/** Links inside the project; "" is the overview. What the query names wins over what is kept. */
export function usePlace(): PlaceTo {
  const { base } = useProject();
  const kept = useKept();
  return useMemo((): PlaceTo => (page, query) => hrefKeeping(`${base}${page}`, kept, query), [base, kept]);
}
