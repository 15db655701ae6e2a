'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { changeRule, deleteRule } from '../../lib/client';
import { useProject } from '../project/project-provider';

/** What can be done to a rule besides editing it; whatever shows rules is read again afterwards. */
export function useRuleChanges() {
  const { project } = useProject();
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: ['project', project.id] });
  const turn = useMutation({
    mutationFn: ({ ruleId, enabled }: { ruleId: string; enabled: boolean }) =>
      changeRule(project.id, { ruleId, change: { enabled } }),
    onSettled,
  });
  const remove = useMutation({ mutationFn: (ruleId: string) => deleteRule(project.id, ruleId), onSettled });
  return { turn, remove, error: turn.error ?? remove.error };
}

export type RuleChanges = ReturnType<typeof useRuleChanges>;
