'use client';

import { traceIdIn } from '../../../lib/shared';
import { useGo } from '../../forms/leave';
import { usePlace } from '../../project/use-place';
import type { Entry } from './entry';

/** The widest one of all: an id does not tell when its calls were. */
const RANGE = '90d';

/** The calls of a trace whose id was typed; none while what was typed is no such id. */
export function useTraceEntries(typed: string): Entry[] {
  const go = useGo();
  const to = usePlace();
  const traceId = traceIdIn(typed);
  if (traceId === null) return [];
  const href = to('/calls', { range: RANGE, traceId });
  return [{ id: 'trace', label: `Calls of trace ${traceId}`, words: typed, mono: true, run: () => go(href) }];
}
