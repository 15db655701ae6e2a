'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { acknowledgeAlert } from '../../lib/client';
import { useProject } from '../project/project-provider';

/** Says that the person is at an alert; whatever shows alerts is read again afterwards. */
export function useAcknowledge() {
  const { project } = useProject();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (alertId: number) => acknowledgeAlert(project.id, alertId),
    onSettled: () =>
      client.invalidateQueries({
        predicate: ({ queryKey: [scope, id, name] }) =>
          scope === 'project' && id === project.id && (name === 'alerts' || name === 'alert'),
      }),
  });
}

export type Acknowledge = ReturnType<typeof useAcknowledge>;
