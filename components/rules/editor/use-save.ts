'use client';

import { changeRule, createRule } from '../../../lib/client';
import type { NewRule } from '../../../lib/shared';
import { useSaveAndLeave } from '../../forms/use-save-and-leave';

/** Makes a rule, or changes the one with this id, and leads to the list. */
export const useSave = (ruleId: string | null) =>
  useSaveAndLeave('/rules', (projectId, rule: NewRule) => {
    if (ruleId === null) return createRule(projectId, rule);
    const { kind: _kind, ...change } = rule;
    return changeRule(projectId, { ruleId, change });
  });
