'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { changeIncident, type IncidentChange, projectKey } from '../../lib/client';

/** Acknowledges, resolves or annotates; whatever shows incidents is read again afterwards. */
export function useChangeIncident(projectId: number, incidentId: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: { change: IncidentChange; note?: string }) =>
      changeIncident(projectId, { incidentId, ...input }),
    onSettled: async () => {
      const names = new Set(['incidents', 'incident', 'status', 'overview']);
      await client.invalidateQueries({
        predicate: ({ queryKey: [scope, id, name] }) =>
          scope === projectKey(projectId, '')[0] && id === projectId && names.has(String(name)),
      });
    },
  });
}
