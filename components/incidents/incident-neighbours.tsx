'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { incidentsQuery, usePageState } from '../../lib/client';
import { useProject } from '../project/project-provider';
import { usePlace } from '../project/use-place';
import { Neighbours } from '../ui/keys/neighbours';

/** The incidents before and after this one in the list, newest first, of the environment of the page. */
export function IncidentNeighbours({ incidentId }: { incidentId: number }) {
  const { project } = useProject();
  const { environment } = usePageState();
  const to = usePlace();
  const { data } = useInfiniteQuery(incidentsQuery(project.id, { state: null, environment }));
  const ids = data?.pages.flatMap(({ incidents }) => incidents.map(({ id }) => id)) ?? [];
  const at = ids.indexOf(incidentId);
  const hrefOf = (id: number | undefined) => (id === undefined ? null : to(`/incidents/${id}`));
  return (
    <Neighbours
      noun="incident"
      previous={at < 0 ? null : hrefOf(ids[at - 1])}
      next={at < 0 ? null : hrefOf(ids[at + 1])}
    />
  );
}
