'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { changeRatePolicy, createRatePolicy } from '../../../lib/client';
import type { NewRatePolicy } from '../../../lib/shared';
import { useSubmission } from '../../forms/use-submission';
import { useProject } from '../../project/project-provider';
import { usePlace } from '../../project/use-place';
import { OF_POLICIES } from '../policy-place';

/** Makes a policy, or changes the one with this id, and leads to the list. */
export function useSavePolicy(policyId: string | null) {
  const { project } = useProject();
  const router = useRouter();
  const to = usePlace();
  const client = useQueryClient();
  return useSubmission({
    leadsAway: true,
    send: (policy: NewRatePolicy) =>
      policyId === null
        ? createRatePolicy(project.id, policy)
        : changeRatePolicy(project.id, { policyId, change: policy }),
    onDone: async () => {
      await client.invalidateQueries({ queryKey: ['project', project.id] });
      router.push(to(OF_POLICIES.path));
    },
  });
}
