'use client';

import type { EndpointBreakdown } from '../../lib/shared';
import type { CallFilters } from '../calls/call-filters';
import { usePlace } from '../project/use-place';

/** The calls that a breakdown looked at, where they are not all of the range. */
const lookedAt = ({ searchedBackTo, to }: EndpointBreakdown) => (searchedBackTo ? { from: searchedBackTo, to } : {});

/** Links that keep range, environment and comparison: to an endpoint, to its calls, and to those that a breakdown counted. */
export function useHrefs() {
  const to = usePlace();
  return {
    endpointHref: (id: number): string => to(`/endpoints/${id}`),
    callsHref: (id: number, filter: Partial<CallFilters> = {}): string =>
      to('/calls', { endpoint: String(id), ...filter }),
    countedHref: (id: number, answer: EndpointBreakdown, filter: Partial<CallFilters>): string =>
      to('/calls', { ...lookedAt(answer), endpoint: String(id), ...filter }),
  };
}
