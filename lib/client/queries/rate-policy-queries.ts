import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type {
  NewRatePolicy,
  RatePoliciesAnswer,
  RatePolicyChange,
  RatePolicyItem,
  RatePreviewAnswer,
} from '../../shared';
import { getJson, sendJson } from '../fetch-json';
import { projectKey, projectPath } from '../query-key';
import { rangeQuery } from './range-query';
import type { ReadRange } from './range-query';

const policyPath = (projectId: number, policyId: string): string =>
  projectPath(projectId, `rate-policies/${encodeURIComponent(policyId)}`);

/** The rate policies with their headroom in the range. */
export const ratePoliciesQuery = (projectId: number, range: ReadRange) =>
  queryOptions({
    queryKey: projectKey(projectId, 'rate-policies', { ...range }),
    queryFn: ({ signal }) =>
      getJson<RatePoliciesAnswer>(projectPath(projectId, 'rate-policies'), rangeQuery(range), signal),
    placeholderData: keepPreviousData,
    meta: { topics: ['rates', 'settings'] },
  });

/** One policy with its headroom in the range, and more of its keys than a list has. */
export const ratePolicyQuery = (projectId: number, { policyId, ...range }: ReadRange & { policyId: string }) =>
  queryOptions({
    queryKey: projectKey(projectId, 'rate-policy', { policyId, ...range }),
    queryFn: ({ signal }) => {
      const query = { ...rangeQuery(range), policy: policyId };
      return getJson<RatePoliciesAnswer>(projectPath(projectId, 'rate-policies'), query, signal);
    },
    select: ({ policies }) => policies[0],
    placeholderData: keepPreviousData,
    meta: { topics: ['rates', 'settings'] },
  });

/** What a policy would have shown. It is read once: the past does not change by a call that comes in. */
export const ratePreviewQuery = (projectId: number, policy: NewRatePolicy) =>
  queryOptions({
    queryKey: projectKey(projectId, 'rate-preview', { ...policy }),
    queryFn: () => sendJson<RatePreviewAnswer>('POST', projectPath(projectId, 'rate-policies/preview'), policy),
    placeholderData: keepPreviousData,
  });

/** Makes a rate policy. Throws `ApiError`. */
export function createRatePolicy(projectId: number, policy: NewRatePolicy): Promise<RatePolicyItem> {
  return sendJson('POST', projectPath(projectId, 'rate-policies'), policy);
}

/** Changes what is given of a rate policy. Throws `ApiError`. */
export function changeRatePolicy(
  projectId: number,
  { policyId, change }: { policyId: string; change: RatePolicyChange },
): Promise<RatePolicyItem> {
  return sendJson('PATCH', policyPath(projectId, policyId), change);
}

/** Deletes a rate policy with all that it counted. Throws `ApiError`. */
export function deleteRatePolicy(projectId: number, policyId: string): Promise<unknown> {
  return sendJson('DELETE', policyPath(projectId, policyId));
}
