'use client';

import { useQuery } from '@tanstack/react-query';
import { endpointChangesQuery } from '../../lib/client';
import { countOf, MOST_ENDPOINTS } from '../../lib/shared';
import { useProject } from '../project/project-provider';
import { Banner } from '../ui/state/banner';

/** Says that the project has as many endpoints as are kept apart; nothing while there is room. */
export function EndpointsFull() {
  const { data } = useQuery(endpointChangesQuery(useProject().project.id));
  if (!data?.full) return null;
  return (
    <Banner state="degraded" title={`${countOf(MOST_ENDPOINTS, 'endpoint')}, and no more are made`}>
      Calls of new routes count under “All other routes”. Merge endpoints, or let the API name its routes by templates.
    </Banner>
  );
}
