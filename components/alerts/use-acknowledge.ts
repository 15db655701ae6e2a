'use client';

import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { acknowledgeAlert } from '../../lib/client';
import { allOf } from '../forms/all-of';
import { useProject } from '../project/project-provider';

/** Says that the person is at an alert; whatever shows alerts is read again afterwards. */
export function useAcknowledge() {
  const { project } = useProject();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (alertId: number) => acknowledgeAlert(project.id, alertId),
    onSettled: () => readAgain(client, project.id),
  });
}

const readAgain = (client: QueryClient, projectId: number) =>
  client.invalidateQueries({
    predicate: ({ queryKey: [scope, id, name] }) =>
      scope === 'project' && id === projectId && (name === 'alerts' || name === 'alert'),
  });

/** The same for several at once. */
export function useAcknowledgeMany() {
  const { project } = useProject();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (alertIds: readonly number[]) =>
      allOf(alertIds, (id) => acknowledgeAlert(project.id, id), 'alerts were not acknowledged'),
    onSettled: () => readAgain(client, project.id),
  });
}

export type Acknowledge = ReturnType<typeof useAcknowledge>;
export type AcknowledgeMany = ReturnType<typeof useAcknowledgeMany>;
