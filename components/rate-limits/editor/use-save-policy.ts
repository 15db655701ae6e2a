'use client';

import { changeRatePolicy, createRatePolicy } from '../../../lib/client';
import type { NewRatePolicy } from '../../../lib/shared';
import { useSaveAndLeave } from '../../forms/use-save-and-leave';
import { OF_POLICIES } from '../policy-place';

/** Makes a policy, or changes the one with this id, and leads to the list. */
export const useSavePolicy = (policyId: string | null) =>
  useSaveAndLeave(OF_POLICIES.path, (projectId, policy: NewRatePolicy) =>
    policyId === null ? createRatePolicy(projectId, policy) : changeRatePolicy(projectId, { policyId, change: policy }),
  );
