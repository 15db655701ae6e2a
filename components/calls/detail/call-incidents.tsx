'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { incidentsQuery } from '../../../lib/client';
import type { CallItem } from '../../../lib/shared';
import { useProject } from '../../project/project-provider';
import { usePlace } from '../../project/use-place';
import { TextLink } from '../../ui/data/text-link';
import { incidentsOf } from './incidents-of';

/** Links to the incidents that a call belongs to, among the newest hundred. */
export function CallIncidents({ call }: { call: CallItem }) {
  const { project } = useProject();
  const to = usePlace();
  const { data, error } = useInfiniteQuery(incidentsQuery(project.id, { state: null, environment: call.environment }));
  if (error && !data) return <>could not be read: {error.message}</>;
  if (!data) return <>…</>;
  const found = incidentsOf(call, data.pages[0]?.incidents ?? []);
  if (found.length === 0) return <>{data.pages[0]?.nextCursor ? 'none of the newest 100' : 'none'}</>;
  return (
    <ul>
      {found.map(({ id, title }) => (
        <li key={id}>
          <TextLink href={to(`/incidents/${id}`)}>#{id}</TextLink> {title}
        </li>
      ))}
    </ul>
  );
}
