'use client';

import type { CallFilters } from '../calls/call-filters';
import { usePlace } from '../project/use-place';
import type { CountedSpan } from '../range/counted-over';
import { useCallsHref } from '../range/use-calls-href';

/** Links that keep range, environment and comparison: to an endpoint, and to those of its calls that an answer counted. */
export function useHrefs(answer?: CountedSpan | null) {
  const to = usePlace();
  const toCalls = useCallsHref(answer);
  return {
    endpointHref: (id: number): string => to(`/endpoints/${id}`),
    callsHref: (id: number, filter: Partial<CallFilters> = {}): string => toCalls({ endpoint: String(id), ...filter }),
  };
}
