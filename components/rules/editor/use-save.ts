'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { changeRule, createRule } from '../../../lib/client';
import type { NewRule } from '../../../lib/shared';
import { useSubmission } from '../../forms/use-submission';
import { useProject } from '../../project/project-provider';
import { usePlace } from '../../project/use-place';

/** Makes a rule, or changes the one with this id, and leads to the list. */
export function useSave(ruleId: string | null) {
  const { project } = useProject();
  const router = useRouter();
  const to = usePlace();
  const client = useQueryClient();
  return useSubmission({
    leadsAway: true,
    send: (rule: NewRule) => {
      if (ruleId === null) return createRule(project.id, rule);
      const { kind: _kind, ...change } = rule;
      return changeRule(project.id, { ruleId, change });
    },
    onDone: async () => {
      await client.invalidateQueries({ queryKey: ['project', project.id] });
      router.push(to('/rules'));
    },
  });
}
