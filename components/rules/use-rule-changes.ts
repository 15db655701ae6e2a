'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { changeRule, deleteRule } from '../../lib/client';
import { allOf } from '../forms/all-of';
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
  const turnMany = useMutation({
    mutationFn: ({ ruleIds, enabled }: { ruleIds: readonly string[]; enabled: boolean }) =>
      allOf(ruleIds, (ruleId) => changeRule(project.id, { ruleId, change: { enabled } }), 'rules were not changed'),
    onSettled,
  });
  const remove = useMutation({ mutationFn: (ruleId: string) => deleteRule(project.id, ruleId), onSettled });
  return { turn, turnMany, remove, error: turn.error ?? turnMany.error ?? remove.error };
}

export type RuleChanges = ReturnType<typeof useRuleChanges>;
