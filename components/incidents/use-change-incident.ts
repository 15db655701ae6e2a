'use client';

import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { changeIncident, type IncidentChange, projectKey } from '../../lib/client';
import { useSubmission } from '../forms/use-submission';

type ChangeWithoutNote = Exclude<IncidentChange, 'notes'>;

/** Acknowledges or resolves; whatever shows incidents is read again afterwards. */
export function useChangeIncident(projectId: number, incidentId: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: { change: ChangeWithoutNote }) => changeIncident(projectId, { incidentId, ...input }),
    onSettled: () => readAgain(client, projectId),
  });
}

/** Writes a note; `onWritten` runs once it is kept. */
export function useWriteNote(incident: { projectId: number; incidentId: number }, onWritten: () => void) {
  const { projectId, incidentId } = incident;
  const client = useQueryClient();
  return useSubmission({
    send: (note: string) => changeIncident(projectId, { incidentId, change: 'notes', note }),
    onDone: onWritten,
    onSettled: () => readAgain(client, projectId),
  });
}

async function readAgain(client: QueryClient, projectId: number): Promise<void> {
  const names = new Set(['incidents', 'incident', 'status', 'overview']);
  await client.invalidateQueries({
    predicate: ({ queryKey: [scope, id, name] }) =>
      scope === projectKey(projectId, '')[0] && id === projectId && names.has(String(name)),
  });
}
