'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { changeRatePolicy, deleteRatePolicy } from '../../lib/client';
import { useProject } from '../project/project-provider';

/** What can be done to a policy besides editing it; whatever shows policies is read again afterwards. */
export function usePolicyChanges() {
  const { project } = useProject();
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: ['project', project.id] });
  const turn = useMutation({
    mutationFn: ({ policyId, enabled }: { policyId: string; enabled: boolean }) =>
      changeRatePolicy(project.id, { policyId, change: { enabled } }),
    onSettled,
  });
  const remove = useMutation({ mutationFn: (policyId: string) => deleteRatePolicy(project.id, policyId), onSettled });
  return { turn, remove, error: turn.error ?? remove.error };
}

export type PolicyChanges = ReturnType<typeof usePolicyChanges>;
