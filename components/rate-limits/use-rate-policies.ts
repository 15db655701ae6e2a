'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ratePoliciesQuery, usePageState } from '../../lib/client';
import { useArchive } from '../project/use-archive';
import { useProject } from '../project/project-provider';

function useAnswer() {
  const { project } = useProject();
  const { range, environment } = usePageState();
  return useQuery(ratePoliciesQuery(project.id, { fromMs: range.fromMs, toMs: range.toMs, environment }));
}

/** The policies with their headroom in the range; of one environment those that count there. No policy counts an archive. */
export function useRatePolicies() {
  const { environment } = usePageState();
  const archive = useArchive();
  const { data, ...result } = useAnswer();
  const shown = useMemo(
    () =>
      data?.policies.filter((policy) =>
        policy.environment === null ? !archive : environment === null || policy.environment === environment,
      ),
    [data, environment, archive],
  );
  return { result: { ...result, data: shown }, count: data?.policies.length ?? null };
}

/** One policy with its headroom in the range; null when there is none of this id. */
export function useRatePolicy(policyId: string) {
  const { data, ...result } = useAnswer();
  return { ...result, data: data && (data.policies.find(({ id }) => id === policyId) ?? null) };
}
