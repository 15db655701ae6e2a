'use client';

import type { CallFilters } from '../calls/call-filters';
import { usePlace } from '../project/use-place';

/** Links that keep range, environment and comparison: to an endpoint, and to the calls of one. */
export function useHrefs() {
  const to = usePlace();
  return {
    endpointHref: (id: number): string => to(`/endpoints/${id}`),
    callsHref: (id: number, filter: Partial<CallFilters> = {}): string =>
      to('/calls', { endpoint: String(id), ...filter }),
  };
}
