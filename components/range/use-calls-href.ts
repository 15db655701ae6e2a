'use client';

import { useCallback } from 'react';
import { usePageState } from '../../lib/client';
import { usePlace } from '../project/use-place';
import { type CountedSpan, countedRange } from './counted-over';

/** A link to the calls that pass a filter. */
export type CallsHref = (filter?: Readonly<Record<string, string | null | undefined>>) => string;

const iso = (ms: number): string => new Date(ms).toISOString();

/**
 * Links to the very calls that were counted: over the range that an answer tells or, without one, over that of the page, which rounds a
 * fixed range to whole steps. What the filter names wins.
 */
export function useCallsHref(answer?: CountedSpan | null): CallsHref {
  const { range } = usePageState();
  const to = usePlace();
  const counted = countedRange(answer ?? { from: iso(range.fromMs), to: iso(range.toMs) }, range);
  const [from, end] = [counted?.from, counted?.to];
  return useCallback((filter = {}) => to('/calls', { from, to: end, ...filter }), [to, from, end]);
}
