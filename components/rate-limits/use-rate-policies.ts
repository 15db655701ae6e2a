'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ratePoliciesQuery, ratePolicyQuery, usePageState } from '../../lib/client';
import { useArchive } from '../project/use-archive';
import { useProject } from '../project/project-provider';

function useRead() {
  const { project } = useProject();
  const { range, environment } = usePageState();
  return { projectId: project.id, range: { fromMs: range.fromMs, toMs: range.toMs, environment } };
}

/** The policies with their headroom in the range; of one environment those that count there. No policy counts an archive. */
export function useRatePolicies() {
  const { projectId, range } = useRead();
  const { environment } = range;
  const archive = useArchive();
  const { data, ...result } = useQuery(ratePoliciesQuery(projectId, range));
  const shown = useMemo(
    () =>
      data?.policies.filter((policy) =>
        policy.environment === null ? !archive : environment === null || policy.environment === environment,
      ),
    [data, environment, archive],
  );
  return { result: { ...result, data: shown }, count: data?.policies.length ?? null };
}

/** One policy with its headroom in the range. */
export function useRatePolicy(policyId: string) {
  const { projectId, range } = useRead();
  return useQuery(ratePolicyQuery(projectId, { policyId, ...range }));
}
