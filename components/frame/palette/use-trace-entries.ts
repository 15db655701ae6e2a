'use client';

import { useGo } from '../../forms/leave';
import { usePlace } from '../../project/use-place';
import type { Entry } from './entry';

const TRACE_ID = /^[\da-f]{32}$/i;

/** The calls of a trace whose id was typed; none while what was typed is no such id. */
export function useTraceEntries(typed: string): Entry[] {
  const go = useGo();
  const to = usePlace();
  const traceId = typed.trim().toLowerCase();
  if (!TRACE_ID.test(traceId)) return [];
  const href = to('/calls', { traceId });
  return [{ id: 'trace', label: `Calls of trace ${traceId}`, words: typed, mono: true, run: () => go(href) }];
}
