'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useProject } from '../project/project-provider';
import { usePlace } from '../project/use-place';
import { useLeave } from './leave';
import { useSubmission } from './use-submission';

/** Sends what an editor holds to the project, once, and leads to its list at `path`. */
export function useSaveAndLeave<In, Out>(path: string, save: (projectId: number, input: In) => Promise<Out>) {
  const { project } = useProject();
  const leaveFor = useLeave();
  const to = usePlace();
  const client = useQueryClient();
  return useSubmission({
    leadsAway: true,
    send: (input: In) => save(project.id, input),
    onDone: async () => {
      await client.invalidateQueries({ queryKey: ['project', project.id] });
      leaveFor(to(path));
    },
  });
}
